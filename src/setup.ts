import { features } from './features.ts';
import { addTexts } from '#platform/i18n/index.ts';
import texts from './texts.ts';
import ui from './ui/texts.ts';

let done = false;

/** Makes the features known to this process: their texts, jobs and reactions. Doing it twice does nothing. */
export function setUpFeatures(): void {
  if (done) return;
  done = true;
  addTexts('en', ui);
  addTexts('en', texts);
  for (const feature of features) addTexts('en', feature.texts);
  for (const feature of features) feature.setUp?.();
}
