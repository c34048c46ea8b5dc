import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** What all this costs. */
export const money: DemoDiscussion[] = [
  discussion(
    { key: 'costing', type: 'conversation', title: 'What did your last evaluation really cost? Put your table here', tags: ['budgets', 'costs', 'commissioning'] },
    [
      post('joao', ago(325, 6.0), `
        Nobody publishes it, so I begin. Evaluation of a school meal programme in 61 municipalities, mixed methods, nine months.

        | Item | Planned, USD | Spent, USD |
        |---|---:|---:|
        | Team fees, 210 days | 63,000 | 78,600 (262 days) |
        | Survey, 1,830 interviews | 54,900 | 58,300 |
        | Travel | 11,000 | 16,900 |
        | Workshops on findings | 8,000 | 2,400 |
        | Report, design, translation | 6,000 | 9,100 |
        | **Sum** | **142,900** | **165,300** |

        We paid the difference of 22,400 ourselves. See which line was cut: the only one on which use depends. I would be grateful for your ugly tables.
      `, { reactions: { thanks: ['hanna', 'thandi', 'leila', 'moira', 'anjali', 'luc'], same: ['ngozi'] } }),
      post('ngozi', ago(324, 19.3), `Phone survey, 1,100 × 6 rounds, per *completed* interview: interviewer time 1.90, supervision 0.55, airtime for calls 0.80, thank-you 0.70, training spread over rounds 0.45, software and generator 0.30. Sum 4.70. Clients see 4.70 and compare with a quote of 3.10 that has no supervision in it.`, { reactions: { thanks: ['joao', 'hanna', 'farhana', 'leila', 'tigist'], used: ['farhana', 'wilnise'] } }),
      post('hanna', ago(324, 13.1), `From the buying side. Of our last 18 evaluations, median price 96,000; median share for anything after the draft report: 3 %. I have the power to change exactly that and had not seen it until now.`, { reactions: { thanks: ['joao', 'moira', 'thandi', 'luc'] } }),
      post('thandi', ago(323, 15.8), `Government, internal evaluation: “free”. I counted: 74 days of my unit, 31 days of the department’s staff, 12 days of officials in meetings. At salary cost 38,000. Cheap, but not free, and the 12 days are the scarcest.`, { reactions: { thanks: ['joao', 'fatou', 'tomasi'] } }),
      post('moira', ago(322, 14.0), `My overrun is always in the same place: waiting. Waiting for documents, visas, comments. I now price it openly: *twelve days of waiting; every comment round beyond two costs a day.* Comments have become remarkably prompt.`, { reactions: { thanks: ['joao', 'hanna', 'leila', 'yolanda'], used: ['yolanda', 'luc'] } }),
      post('carlos', ago(318, 15.2), `Add a row for languages. Ours: 9 % of the survey when planned, 4 % when cut, and then 11 % to repeat what nobody had understood.`, { reactions: { thanks: ['joao', 'aminata', 'thanhha'] } }),
      post('luc', ago(247, 14.4), `And one for use: 15 % kept back, to be spent only after the report: three visits of half a day at 1, 6 and 12 months. When a client refuses I lower the number of pages and not the visits.`, { reactions: { thanks: ['joao', 'hanna', 'thandi', 'anjali'], used: ['joao'] } }),
      post('joao', ago(99, 6.6), `I have collected 27 tables in private since, thank you. Median overrun 13 % (quarter above 24 %), nearly always unpaid days. Share for use: planned 6 %, spent 3 %. I will publish them without names, after each owner has agreed.`, { reactions: { thanks: ['hanna', 'moira', 'thandi', 'leila', 'ngozi', 'luc', 'keisha', 'anjali'] } }),
      post('hanna', ago(98, 12.2), `And our new terms of reference have 12 % reserved for use, released after the report. Internal resistance: “what will they do with it?” I sent them this thread.`, { reactions: { thanks: ['luc', 'joao', 'thandi', 'anjali', 'rukhshona'] } }),
    ],
  ),
  discussion(
    { key: 'five-percent', type: 'question', title: 'Is there any reason behind “5 % of the budget for monitoring and evaluation”?', tags: ['budgets', 'commissioning'], acceptedPost: 1 },
    [
      post('wilnise', ago(52, 5.1), `Chaque proposition doit avoir 5 %. For our programme of 400,000 it is 20,000, and the baseline alone is 26,000. The neighbour with 9 million has 450,000 and does not know how to spend it. Where does this 5 % come from?`, { reactions: { same: ['keisha', 'losa', 'agus'] } }),
      post('joao', ago(51, 14.8), `
        Habit. A survey costs what the *question* costs: the same 600 interviews for a small or for a large programme. So shares should fall with size. From the tables I have:

        | Programme, USD | Spent on monitoring and evaluation, median |
        |---|---:|
        | below 0.5 million | 11 % |
        | 0.5–2 million | 7 % |
        | 2–10 million | 4 % |
        | above 10 million | 2 % |

        With 400,000 I would not make a baseline survey at all. Ask first which decision it serves; perhaps twelve villages and the clinic’s register serve it for 6,000.
      `, { reactions: { thanks: ['wilnise', 'hanna', 'keisha', 'agus', 'losa'], used: ['wilnise'] } }),
      post('leila', ago(51, 12.3), `I earn from baselines, and I agree with João. Below half a million: a good register, two rounds of conversations, and a phone.`, { reactions: { thanks: ['wilnise', 'joao'] } }),
      post('wilnise', ago(39, 5.0), `Fait. No baseline, three registers repaired, 48 conversations with the motorcyclists’ network, 8,200 dollars. The funder asked why, I sent João’s table, they said “fine”. Fine ! Dix ans que j’attendais ce mot.`, { reactions: { thanks: ['joao', 'leila', 'hanna', 'aminata', 'luc'] } }),
    ],
  ),
];
