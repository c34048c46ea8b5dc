import type { Feature } from '../../feature.ts';
import { addPersonalData, addSettingsPage, ownRows } from '../people/index.ts';
import { setUpExport } from './export.ts';
import { setUpLeaving } from './leaving.ts';
import { setUpLetters } from './letters.ts';
import { dataPages } from './pages.ts';
import { deleteExportsOf } from './queries.ts';
import './tables.ts';
import texts from './texts.ts';

export const feature: Feature = {
  name: 'my-data',
  texts,
  setUp() {
    setUpExport();
    setUpLeaving();
    setUpLetters();
    addSettingsPage({ path: '/me/settings/data', label: 'my_data.short', order: 60 });
    addPersonalData(ownRows('departures.person_id'));
    addPersonalData({
      ...ownRows('data_exports.person_id', { without: ['blob_key'] }),
      async erase({ db }, { personId, blobs }) {
        blobs.push(...(await deleteExportsOf(db, personId)));
      },
    });
  },
  routes: dataPages,
};
