const PAUSE_MS = 1000;

/** The server noted what the page showed when it was opened; this notes what arrived since, once it was seen. */
export function reading(thread: HTMLElement): (post: HTMLElement) => void {
  let furthest = Number(thread.dataset.last);
  let told = furthest;
  let pause = 0;

  function tell(): void {
    if (furthest <= told) return;
    told = furthest;
    void fetch(thread.dataset.read!, { method: 'POST', keepalive: true, body: new URLSearchParams({ number: String(told) }) }).catch(() => {});
  }

  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      furthest = Math.max(furthest, Number((target as HTMLElement).dataset.number ?? 0));
    }
    clearTimeout(pause);
    pause = window.setTimeout(tell, PAUSE_MS);
  });
  addEventListener('pagehide', tell);
  return (post) => watch.observe(post);
}
