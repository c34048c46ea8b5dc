import { addSection } from '#ui/sections.ts';
import type { Feature } from '../../feature.ts';
import { addProfileSection } from '../people/index.ts';
import { addSharedPage } from '../sharing/index.ts';
import { directoryApi } from './api.ts';
import { CONTRIBUTIONS, contributionPages, contributionsPart, contributionsTarget } from './contributions/show.ts';
import { exportPages } from './export.ts';
import { directoryPages } from './pages.ts';
import texts from './texts.ts';

export const feature: Feature = {
  name: 'directory',
  texts,
  setUp() {
    addSharedPage({ kind: CONTRIBUTIONS, target: contributionsTarget });
  },
  routes(app) {
    addSection({ door: 'people', label: 'directory.title', path: '/members', order: 10 });
    addProfileSection(contributionsPart);
    directoryPages(app);
    exportPages(app);
    contributionPages(app);
    directoryApi(app);
  },
};
