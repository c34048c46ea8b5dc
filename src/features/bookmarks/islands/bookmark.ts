let listening = false;

/** Saving shows at once and is sent beside the page; when that fails, the form does it the plain way. */
export default function bookmark(): void {
  if (listening) return;
  listening = true;
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const { submitter } = event;
    if (!(submitter instanceof HTMLButtonElement) || !submitter.matches('[data-bookmark]') || form.dataset.plain) return;
    event.preventDefault();
    void send(form, submitter);
  });
}

async function send(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const body = new URLSearchParams([...new FormData(form, button)].map(([name, value]) => [name, String(value)]));
  turn(button);
  try {
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual', keepalive: true });
    if (answer.type === 'opaqueredirect' || answer.ok) return;
  } catch {
    // The plain way below says what is wrong.
  }
  turn(button);
  form.dataset.plain = 'yes';
  form.requestSubmit(button);
}

function turn(button: HTMLButtonElement): void {
  const saved = button.value === 'remove';
  button.value = saved ? 'save' : 'remove';
  button.ariaPressed = String(!saved);
}
