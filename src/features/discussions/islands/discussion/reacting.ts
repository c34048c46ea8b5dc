/** A reaction shows at once and is sent beside the page; when that fails, the form does it the plain way. */
export function reacting(thread: HTMLElement): void {
  thread.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const button = (event as SubmitEvent).submitter;
    if (!form.matches('[data-react]') || !(button instanceof HTMLButtonElement) || form.dataset.plain) return;
    event.preventDefault();
    void send(form, button);
  });
}

async function send(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  turn(button);
  try {
    const body = new URLSearchParams({ [button.name]: button.value });
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual', keepalive: true });
    // The answer leads back to the post, where we are.
    if (answer.type === 'opaqueredirect' || answer.ok) return;
  } catch {
    // The plain way below says what is wrong.
  }
  turn(button);
  form.dataset.plain = 'yes';
  form.requestSubmit(button);
}

function turn(button: HTMLButtonElement): void {
  const given = button.ariaPressed === 'true';
  const count = button.querySelector('b');
  const next = Number(count?.textContent ?? 0) + (given ? -1 : 1);
  button.ariaPressed = String(!given);
  if (count && next > 0) count.textContent = String(next);
  else if (next > 0) button.append('\u00a0', Object.assign(document.createElement('b'), { textContent: next }));
  else {
    count?.previousSibling?.remove();
    count?.remove();
    button.normalize();
  }
}
