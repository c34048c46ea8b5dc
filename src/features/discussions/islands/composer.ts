import { partsOf, type Composer } from './composer/parts.ts';
import { keepDraft } from './composer/draft.ts';
import { takeFiles } from './composer/files.ts';
import { offerNames } from './composer/offers.ts';
import { togglePreview } from './composer/preview.ts';
import { formatting } from './composer/toolbar.ts';

/** Makes the box around a text area a composer. Without this the form works as it is. */
export default function compose(box: HTMLElement): void {
  const composer = partsOf(box);
  if (!composer) return;
  offerNames(composer);
  formatting(composer);
  togglePreview(composer);
  takeFiles(composer);
  keepDraft(composer);
  sendWhenReady(composer);
}

/** Ctrl or Cmd with Enter sends; what is still on its way, a file or a draft, goes first. */
function sendWhenReady({ form, area, busy }: Composer): void {
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  let waiting = false;
  form.addEventListener('submit', (event) => {
    if (busy.size === 0) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    void Promise.allSettled(busy).then(() => {
      waiting = false;
      form.requestSubmit(event.submitter);
    });
  });
}
