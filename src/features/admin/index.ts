import type { Feature } from '../../feature.ts';
import { adminPages } from './pages.ts';
import { signInProviderPages } from './sign-in/pages.ts';
import texts from './texts.ts';

export { adminCtx } from './access.ts';

export const feature: Feature = {
  name: 'admin',
  texts,
  routes(app) {
    adminPages(app);
    signInProviderPages(app);
  },
};
