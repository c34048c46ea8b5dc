import { during, type Composer } from './parts.ts';

interface Answer {
  attachments?: { id: number; name: string }[];
  error?: { message: string; fields: Record<string, string> };
}

/** Files and pictures that are pasted, dropped or chosen go to the server at once, while one writes on. */
export function takeFiles(composer: Composer): void {
  const { form, box, area, tools, words, base } = composer;
  const field = form.querySelector<HTMLElement>('[data-files]')!;
  const input = field.querySelector<HTMLInputElement>('input')!;
  const list = box.querySelector<HTMLElement>('.files') ?? box.appendChild(tools.querySelector<HTMLElement>('[data-list]')!);
  const sample = tools.querySelector<HTMLElement>('[data-file]')!;

  function add(file: File): void {
    const row = sample.cloneNode(true) as HTMLElement;
    const progress = row.querySelector('progress')!;
    row.querySelector('b')!.textContent = file.name;
    list.append(row);
    list.hidden = false;
    const sending = upload(`${base}/attachments`, file, (part) => (progress.value = part));
    during(composer, sending);
    removable(row, file.name, () => sending.abort());
    sending.then(
      ({ attachments, error }) => {
        progress.remove();
        if (attachments?.[0]) keep(row, attachments[0]);
        else fail(row, Object.values(error?.fields ?? {})[0] ?? error?.message ?? words.noline!);
      },
      () => {
        progress.remove();
        fail(row, words.noline!);
      },
    );
  }

  function keep(row: HTMLElement, { id, name }: { id: number; name: string }): void {
    row.querySelector('b')!.textContent = name;
    row.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'attachments', value: id }));
    changed();
  }

  function removable(row: HTMLElement, name: string, stop?: () => void): void {
    const own = row.querySelector<HTMLElement>('button');
    const button = own ?? row.appendChild(sample.querySelector('button')!.cloneNode(true) as HTMLElement);
    button.ariaLabel = button.dataset.label!.replace('@', name);
    button.addEventListener('click', () => {
      stop?.();
      row.remove();
      list.hidden = list.childElementCount === 0;
      area.focus();
      changed();
    });
  }

  const changed = (): void => void form.dispatchEvent(new Event('input', { bubbles: true }));

  for (const row of list.querySelectorAll<HTMLElement>('li')) removable(row, row.textContent!.trim());
  field.hidden = true;
  box.querySelector('[data-tool=file]')!.addEventListener('click', () => input.click());
  const take = (): void => {
    [...input.files!].forEach(add);
    input.value = '';
  };
  input.addEventListener('change', take);
  // Over a poor line, files are chosen before the script is there.
  take();
  hearFiles(composer, (files) => [...files].forEach(add));
}

/** Files that are pasted into the text or dropped on the form. */
function hearFiles({ form, area }: Composer, add: (files: FileList) => void): void {
  const carries = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  area.addEventListener('paste', (event) => {
    const { files, types } = event.clipboardData!;
    // Words copied from an office program bring a picture of themselves along.
    if (files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    add(files);
  });
  form.addEventListener('dragover', (event) => {
    if (carries(event)) event.preventDefault();
    form.classList.toggle('dropping', carries(event));
  });
  form.addEventListener('dragleave', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) form.classList.remove('dropping');
  });
  form.addEventListener('drop', (event) => {
    form.classList.remove('dropping');
    if (!carries(event)) return;
    event.preventDefault();
    add(event.dataTransfer!.files);
  });
}

function fail(row: HTMLElement, text: string): void {
  const error = row.querySelector<HTMLElement>('.error')!;
  error.hidden = false;
  error.textContent = text;
}

/** Only XMLHttpRequest tells how much has gone up. */
function upload(to: string, file: File, told: (part: number) => void): Promise<Answer> & { abort(): void } {
  const request = new XMLHttpRequest();
  const done = new Promise<Answer>((resolve, reject) => {
    request.upload.onprogress = (event) => told(event.loaded / event.total);
    request.onload = () => {
      try {
        resolve(JSON.parse(request.responseText) as Answer);
      } catch {
        resolve({});
      }
    };
    request.onerror = request.onabort = reject;
  });
  const body = new FormData();
  body.append('files', file, file.name || 'file');
  request.open('POST', to);
  request.setRequestHeader('accept', 'application/json');
  request.send(body);
  return Object.assign(done, { abort: () => request.abort() });
}
