/** Light, dark or as the system has it: at once here, by the form's own POST for the next pages. */
export function switchTheme(page: Document): void {
  page.querySelector('form.theme')?.addEventListener('submit', (event) => {
    const form = event.currentTarget as HTMLFormElement;
    const button = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    if (!button) return;
    event.preventDefault();
    show(page, form, button);
    void save(form, button);
  });
}

function show(page: Document, form: HTMLFormElement, chosen: HTMLButtonElement): void {
  if (chosen.value === 'system') page.documentElement.removeAttribute('data-theme');
  else page.documentElement.setAttribute('data-theme', chosen.value);
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === chosen));
}

/** The answer is a redirect back, which we need not follow. Should it fail, the choice holds for this page alone. */
async function save(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const fields = new URLSearchParams({ theme: button.value });
  await fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' });
}
