/** What of this feature runs in a worker thread: it imports no view. */
export { findExperts, type Expert, type ExpertsAnswer, type ExpertsRequest } from './ranking/experts.ts';
