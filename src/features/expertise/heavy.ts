// What worker threads use of this feature: no page hangs on it.
export { findExperts, type Expert, type ExpertsAnswer, type ExpertsRequest } from './ranking/experts.ts';
export type { PersonShown } from './ranking/queries.ts';
