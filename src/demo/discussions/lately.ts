import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** What moves at this moment; some of it still waits for an answer. */
export const lately: DemoDiscussion[] = [
  discussion(
    { key: 'rain-tanks', type: 'question', title: 'Rain tanks on islands I reach twice a year: who can look for me in between?', tags: ['water', 'remote monitoring', 'small islands'] },
    [
      post('serah', ago(0, 22.4), `
        I have 112 rain tanks on nine islands and go to each island two times in a year. When I come, they clean it first. So I see clean tanks.

        Schools have a teacher with a phone, some have signal on the hill. I think of one photo each month of the level, from the same place. But I am afraid they get tired, or send the same photo again. Did somebody do it with so few people?
      `, { reactions: { same: ['losa', 'keisha'] } }),
      post('oksana', ago(0, 8.3), `Welcome, @serah. For “the same photo again”: send a word each month by radio or text, and they write it on a stone beside the tank. It is also more fun than a form.`, { via: 'mail', reactions: { thanks: ['serah', 'tomasi'] } }),
      post('tomasi', ago(0, 1.4), `Bula Serah. Let the pupils do it, not the teacher. Paint a scale on the tank, they measure on Fridays, and it is their mathematics. On our outer islands 9 of 14 schools kept it for the year; when a school stops, the tank is usually dry and they are carrying water, so silence is data too.`, { via: 'mail', reactions: { thanks: ['oksana'] } }),
      post('serah', ago(0, 0.35), `Pupils and a word on a stone! Thank you @oksana and @tomasi. I will try with three schools when the boat goes on Friday.`),
    ],
  ),
  discussion(
    { key: 'dashboard', type: 'question', title: 'Our dashboard had 14 visitors last month, 9 of them me. Repair or bury?', tags: ['dashboards', 'evaluation use'], acceptedPost: 1 },
    [
      post('keisha', ago(11, 8.6), `It was built with care: 46 charts, filters, maps, four months of work. Before I bury it, did anybody bring one back to life?`, { reactions: { same: ['agus', 'fatou', 'luc', 'thandi'] } }),
      post('celeste', ago(11, 3.3), `We buried the screen and kept one chart. It goes out on Mondays as a picture in the message group, with one sentence of *question* under it: “Why did district 4 double?” Somebody always answers within the hour, because it is about them and others are watching.`, { reactions: { thanks: ['keisha', 'tigist', 'hanna', 'anjali'], used: ['keisha'] } }),
      post('leila', ago(10, 17.3), `Before burying: ask the five visitors who are not you what they came for. At mine it was one person, each Friday, for one number. We send her the number.`, { reactions: { thanks: ['keisha', 'celeste'] } }),
      post('keisha', ago(2, 8.0), `The five: two looked for a phone number, one was lost, two wanted the same rainfall table. First Monday picture went out yesterday; eleven replies, and one of them corrected the data. The 46 charts may rest in peace.`, { reactions: { thanks: ['celeste', 'leila', 'hanna', 'thandi', 'losa'] } }),
    ],
  ),
  discussion(
    { key: 'stop-monitoring', type: 'conversation', title: 'What may we stop monitoring?', tags: ['indicators', 'burden', 'adaptive management'] },
    [
      post('losa', ago(7, 21.6), `
        As promised to Hanna. We are four, driver included, and report on 57 indicators to five funds. I marked each with who has asked about it in the last two years:

        | Asked by | Indicators |
        |---|---:|
        | the minister or cabinet | 4 |
        | villages | 3 |
        | a fund, with a follow-up question | 6 |
        | a fund, in the form only | 25 |
        | nobody | 19 |

        I would like to stop the 19 on Monday and the 25 by March. What will I regret?
      `, { reactions: { thanks: ['hanna', 'thandi', 'anjali', 'tigist', 'agus', 'celeste', 'bikash'], same: ['agus', 'keisha', 'celeste'] } }),
      post('hanna', ago(7, 14.3), `Three of the 25 are ours. I checked: no one here has opened them since they were invented. You may stop today, I have written it to you formally. I am asking the colleagues at the other funds; two already answered “please”.`, { reactions: { thanks: ['losa', 'agus', 'thandi', 'moira', 'siti', 'keisha', 'anjali'] } }),
      post('tomasi', ago(6, 22.8), `You may regret long series. If among the 19 is one that has run for more than ten years, keep it, once a year. Nobody asks for a long series until the year when everybody asks.`, { via: 'mail', reactions: { thanks: ['losa', 'leila', 'joao'] } }),
      post('moira', ago(6, 14.9), `And you may regret those which only *you* look at, at night, to know whether it is going wrong. Nobody asks for them. They have no column in your table.`, { reactions: { thanks: ['losa', 'oksana', 'tigist'] } }),
      post('losa', ago(5, 21.9), `One of the 19 is sea level at the old wharf, read off a stick since 1989. Kept, once a year, in fact once a month, because Mr Faleupolu, who reads it, was offended by “once a year”. And I added the column for us. It has two.`, { reactions: { thanks: ['tomasi', 'moira', 'anjali', 'bikash', 'joyce', 'mereana'] } }),
      post('tigist', ago(5, 6.2), `From our triggers: of 17 dropped indicators we brought back one after a year. That is a regret rate of 6 %, I can live with it.`, { reactions: { thanks: ['losa', 'hanna'] } }),
      post('mereana', ago(4, 21.2), `May I ask about the three that the villages ask for? I suspect that they should be first in the report and in larger letters.`, { reactions: { thanks: ['losa', 'joyce', 'grace'] } }),
      post('losa', ago(0, 21.0), `They are: days the road is under water, when the next boat comes, and who got roofing iron. First page from now on. 57 → 17. The driver says that he has read it.`, { reactions: { thanks: ['mereana', 'hanna', 'agus', 'tomasi', 'anjali'] } }),
    ],
  ),
  discussion(
    { key: 'seasonal-call', type: 'conversation', title: 'Notes from the call on failures: the training that nobody needed', tags: ['calls', 'failures', 'notes'] },
    [
      post('siti', ago(25, 5.0), `
        Notes, as I was the listener. 19 people, captions on, 55 minutes.

        Celeste told of a data-quality training for 120 health workers. Pre-test 81 %, post-test 83 %. They knew it already; the problem was that the registers ran out in week three. **What gave it away**, looking back: the participants asked for pens.

        Questions that we collected, to ask *before* a training:

        - Has anyone seen them do it right, even once? Then they know how.
        - What happens to the person who does it right?
        - What runs out?
      `, { edited: true, reactions: { thanks: ['celeste', 'anjali', 'grace', 'hanna', 'pavel', 'losa', 'tigist'] } }),
      post('grace', ago(25, 2.7), `The captions called registers “cash registers”, which made the story even better. Thank you for the notes, I read them twice.`, { reactions: { thanks: ['siti', 'celeste'] } }),
      post('jeanpaul', ago(24, 15.8), `“What runs out?” is going on the wall of our training centre, which is brave of me.`, { reactions: { thanks: ['siti', 'celeste', 'anjali'] } }),
      post('anjali', ago(24, 4.3), `Who will tell of a failure in the next call? It can be a small one. @warsame, you once mentioned the enumerators and the wedding?`),
      post('warsame', ago(23, 16.9), `It was three enumerators and two weddings. I will tell it.`, { reactions: { thanks: ['anjali', 'bayarmaa', 'joyce', 'ngozi'] } }),
    ],
  ),
  discussion(
    { key: 'third-party', type: 'question', title: 'Third-party monitors paid by the one they monitor: what keeps them independent?', tags: ['third-party monitoring', 'ethics', 'contracts'] },
    [
      post('warsame', ago(3, 8.4), `My firm monitors for an agency, and the agency’s partner is my cousin’s employer; everybody here is somebody’s cousin. Contract is renewed each six months by the office whose work we check. I want to be honest and also to exist next year. Which clauses or habits helped you?`, { reactions: { same: ['oksana', 'zarmina'] } }),
      post('oksana', ago(3, 3.0), `Two clauses: the report goes to two addresses at the same moment, and renewal is decided by the address which is *not* being checked. One habit: we publish inside the team how often we wrote “not verified”. If it falls to zero, somebody is being polite.`, { reactions: { thanks: ['warsame', 'hanna', 'zarmina', 'kwabena'] } }),
      post('hanna', ago(2, 13.5), `As the second address: I would pay for that. A term of two years with a break clause for *both* sides would help as well, I think?`, { reactions: { thanks: ['warsame', 'oksana'] } }),
      post('warsame', ago(1, 18.6), `Two years would change how we write in month five. And cousins? I have begun to put a sentence on relations in the first page of each report. Nobody has objected; one partner asked for the template.`, { reactions: { thanks: ['oksana', 'hanna', 'khaled', 'anjali'] } }),
    ],
  ),
  discussion(
    { key: 'interpreters', type: 'question', title: 'Paying interpreters for the rehearsal: what do you put into the contract?', tags: ['translation', 'contracts', 'budgets'] },
    [
      post('thanhha', ago(1, 9.3), `We work with eleven interpreters for three minority languages. The contract says “per interview day”. The two days in which we argue about words are unpaid, and those are the ones that make the data. I would like to write it into the contract as *preparation*, but the office asks for a standard rate. Do you have one, and a wording?`, { reactions: { same: ['carlos', 'grace'], thanks: ['zarmina'] } }),
    ],
  ),
  discussion(
    { key: 'recall', room: 'surveys', type: 'question', title: 'Seven days or thirty for food bought? Our two rounds used different recall', tags: ['questionnaires', 'recall', 'panels'] },
    [
      post('elif', ago(0, 17.2), `Inherited problem. Round one asked for spending on food in the last 7 days, round two in the last 30, “for comparability with the national survey”. Per month, round two is 22 % lower. Some of it is forgetting, some may be real, since prices rose and people say that they buy less. I have 240 households that kept a diary for two weeks within round two. Can these save me?`, { reactions: { same: ['nour'] } }),
      post('farhana', ago(0, 5.3), `Perhaps. With the diary you can estimate, for the same people and weeks, how much the 30-day question forgets. But check first that your 240 are not the most patient households. Were they drawn, or did they volunteer?`, { reactions: { thanks: ['elif'] } }),
    ],
  ),
];
