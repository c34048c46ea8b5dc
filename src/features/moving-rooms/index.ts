import type { Feature } from '../../feature.ts';
import { addCommunityRows } from '../communities/index.ts';
import { addPersonalData, signedRows } from '../people/index.ts';
import { movingApi } from './api.ts';
import { setUpMoving } from './job.ts';
import { setUpTelling } from './notify.ts';
import { movingPages } from './pages.ts';
import './tables.ts';
import texts from './texts.ts';

export const feature: Feature = {
  name: 'moving-rooms',
  texts,
  setUp() {
    addCommunityRows({ room_moves: { stays: 'what moved out of the community' } });
    setUpMoving();
    setUpTelling();
    addPersonalData(signedRows('room_moves.by_id', { without: ['plan'] }));
  },
  routes(app) {
    movingPages(app);
    movingApi(app);
  },
};
