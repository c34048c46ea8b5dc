/** Lets the browser of this page be told, when its person asks for it. */
export default function push(line: HTMLElement): void {
  const button = line.querySelector('button')!;
  const state = line.querySelector<HTMLElement>('[role=status]')!;
  const say = (word: string) => (state.textContent = line.dataset[word] ?? '');
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return void say('unable');
  say('');
  button.hidden = false;
  button.addEventListener('click', () => void subscribe());

  async function subscribe(): Promise<void> {
    if ((await Notification.requestPermission()) !== 'granted') return void say('denied');
    try {
      const worker = await navigator.serviceWorker.ready;
      const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: line.dataset.push! });
      const answer = await fetch('/me/push', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(subscription) });
      if (!answer.ok) throw new Error(String(answer.status));
      location.reload();
    } catch {
      say('failed');
    }
  }
}
