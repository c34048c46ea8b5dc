import type { DemoCommunity, DemoDiscussion, DemoPerson } from './types.ts';
import { ago, discussion, post, unindent } from './write.ts';

/** A second community on the same host. */
export const washCommunity: DemoCommunity = {
  slug: 'wash',
  name: 'Rural Water Exchange',
  tagline: 'Keep it flowing after the ribbon is cut',
  language: 'en',
  hue: 225,
  visibility: 'public',
  steward: 'anjali',
  opened: 120,
  description: unindent(`
    Pumps, pipes, committees and the people who repair them. We compare what still works after five years, and why.
  `),
};

export const washMembers: { key: string; joined: number; role: DemoPerson['role'] }[] = [
  { key: 'tomasi', joined: 118, role: 'facilitator' },
  { key: 'mereana', joined: 110, role: 'member' },
  { key: 'bikash', joined: 96, role: 'member' },
  { key: 'joyce', joined: 88, role: 'member' },
  { key: 'farhana', joined: 40, role: 'member' },
  { key: 'losa', joined: 12, role: 'member' },
  { key: 'agus', joined: 3, role: 'member' },
];

export const washTalk: DemoDiscussion[] = [
  discussion({ key: 'wash-spares', type: 'question', title: 'Who keeps the spare parts, and who pays when they are gone?', tags: ['spare parts', 'committees'], acceptedPost: 2 }, [
    post('mereana', ago(31, 4), `Three of our eleven hand pumps stand still for a seal that costs less than a bus ticket. The nearest shop is a boat away. How do you do it?`),
    post('bikash', ago(30, 7), `One trained woman per valley holds a box with the twelve parts that break. She sells at cost plus a tenth. The box is refilled twice a year from the tenth.`, { reactions: { thanks: ['mereana', 'tomasi'] } }),
    post('tomasi', ago(29, 2), `The same here, with one addition: the list of what was sold is read aloud at the committee. It is the best functioning survey that we have.`, { reactions: { thanks: ['bikash', 'mereana', 'anjali'], used: ['mereana'] } }),
  ]),
  discussion({ key: 'wash-tariff', type: 'conversation', title: 'A tariff that widows can pay and the pump can live on', tags: ['tariffs'] }, [
    post('joyce', ago(13, 3), `Flat fee: the poorest leave. By bucket: the poorest fetch from the river in the rains. What is your third way?`, { reactions: { same: ['farhana'] } }),
    post('farhana', ago(12, 6), `We let each lane decide who pays nothing. They chose fewer than we feared, and nobody argued.`, { reactions: { thanks: ['joyce', 'anjali'] } }),
    post('anjali', ago(11, 5), `Fewer than you feared: can you share the number? Ours would not believe it without one.`),
  ]),
  discussion({ key: 'wash-salt', type: 'question', title: 'Salt in the new borehole: keep drilling, or blend?', tags: ['boreholes', 'water quality'] }, [
    post('losa', ago(4, 9), `At 38 metres we have 1,900 microsiemens, at 45 it was 2,600. The old dug well gives 600 but runs dry in September. Has anybody blended, and for how long did it hold?`),
  ]),
  discussion({ key: 'wash-hello', type: 'conversation', title: 'Hello from Flores', tags: ['introductions'] }, [
    post('agus', ago(2, 3), `I look after 74 gravity schemes with two motorbikes. I am here for everything about tap stands that do not lean.`),
  ]),
];
