import type { Feature } from '../../feature.ts';
import { doctorCommands } from './doctor/command.ts';
import { mailOutApi } from './mail-out/api.ts';
import { mailOutPages } from './mail-out/pages.ts';
import { adminPages } from './pages.ts';
import { signInProvidersApi } from './sign-in/api.ts';
import { signInProviderPages } from './sign-in/pages.ts';
import texts from './texts.ts';

export { adminCtx } from './access.ts';

export const feature: Feature = {
  name: 'admin',
  texts,
  commands: doctorCommands,
  routes(app) {
    adminPages(app);
    mailOutPages(app);
    mailOutApi(app);
    signInProviderPages(app);
    signInProvidersApi(app);
  },
};
