/** Lists the pages that this device has kept, newest first. */
export default function listKept(list: HTMLElement): void {
  if (!('caches' in window)) return;
  void caches.open('copse-pages').then(async (pages) => {
    const found = await Promise.all([...(await pages.keys())].reverse().map(async (request) => ({ href: request.url, html: await (await pages.match(request))!.text() })));
    list.replaceChildren(
      ...found.map(({ href, html }) => {
        const line = document.createElement('li');
        line.append(Object.assign(document.createElement('a'), { href, dir: 'auto', textContent: new DOMParser().parseFromString(html, 'text/html').title }));
        return line;
      }),
    );
    list.previousElementSibling!.toggleAttribute('hidden', found.length === 0);
  });
}
