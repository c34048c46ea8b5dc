import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Monitoring where one cannot go. */
export const remote: DemoDiscussion[] = [
  discussion(
    { key: 'cannot-travel', type: 'question', title: 'What do you accept as proof when nobody of yours can go there?', tags: ['remote monitoring', 'verification'], acceptedPost: 3 },
    [
      post('wilnise', ago(89, 5.3), `La route du Nord est coupée depuis trois semaines. Our partners say that 1,450 families received kits. I have photos, lists with fingerprints and two voice messages. I believe the partners. But what would you accept as *proof*, if you had to sign?`, { reactions: { same: ['zarmina', 'serah'] } }),
      post('khaled', ago(89, 2.0), `Call those who should have received, not those who gave. Fifteen numbers drawn from the list by you, this afternoon, without telling the partner which.`, { reactions: { thanks: ['wilnise', 'oksana'] } }),
      post('wilnise', ago(88, 14.9), `Fait : 15 numéros, 9 réponses, 8 oui, 1 « nous sommes sur la liste d’un autre quartier ». What would you do with 6 silent?`),
      post('oksana', ago(88, 3.4), `
        I sign when **three weak sources with different interests** agree. One strong source can be invented by one person; three weak ones must conspire. For a distribution I look at:

        | Source | Whose interest | What it can show |
        |---|---|---|
        | Photos with a code of the day (a number that I send that morning) | partner | it was that day |
        | Calls to a random draw from the list | recipients | it arrived, complete |
        | Transport: fuel, driver’s log, market price of the item next week | third parties | the volume moved |
        | Someone near: teacher, pharmacist, priest | neighbours | it was fair |

        Silent numbers: try three times, other hours, then replace and **count the silence**. 6 of 15 silent in a cut-off area is usual. 6 of 15 in town would worry me.

        And I write in the report what I could *not* see. “Not verified” is a respectable result.
      `, { reactions: { thanks: ['wilnise', 'zarmina', 'khaled', 'warsame', 'anjali', 'hanna', 'keisha', 'maricel'], used: ['wilnise', 'maricel'] } }),
      post('hanna', ago(88, 1.2), `From the funder’s side: I would much rather read “not verified, and here is why” than a photograph of a smiling queue. I will say so in our guidance.`, { reactions: { thanks: ['oksana', 'wilnise', 'zarmina', 'thandi'] } }),
      post('warsame', ago(87, 20.3), `Price of the item at the market next week is very good! When a kit appears for sale at half price, everyone received. When at full price, few did. When there is none, keep asking.`, { reactions: { thanks: ['wilnise', 'oksana'] } }),
      post('wilnise', ago(71, 15.2), `Retour : with the code of the day two photo series out of eleven turned out to be from another distribution. The partner was more embarrassed than dishonest, the phone had run out. All other sources agreed. J’ai signé, avec une annexe « non vérifié : 180 kits ».`, { reactions: { thanks: ['oksana', 'khaled', 'hanna'] } }),
    ],
  ),
  discussion(
    { key: 'stop-collecting', type: 'conversation', title: 'When do you stop collecting?', tags: ['duty of care', 'remote monitoring', 'ethics'] },
    [
      post('oksana', ago(64, 6.7), `
        We have rules for starting to collect data and none for stopping. Last winter an interviewer waited forty minutes at a checkpoint for six interviews which nobody had used by spring. I was the one who had not said stop.

        So I try to write thresholds *before* the next season. My draft: stop when (a) a team member says so, no reasons asked; (b) the data of last month have not been opened by anybody; (c) one incident, until talked through. What would you add, or take out?
      `, { reactions: { thanks: ['zarmina', 'warsame', 'khaled', 'grace'], same: ['wilnise'] } }),
      post('zarmina', ago(64, 3.9), `Add: no one who says stop loses pay for the planned days. Without this (a) is only words.`, { reactions: { thanks: ['oksana', 'warsame', 'leila', 'anjali', 'ngozi'] } }),
      post('thandi', ago(63, 15.1), `(b) would stop half of government. I mean that as support.`, { reactions: { thanks: ['losa', 'luc', 'celeste'] } }),
      post('warsame', ago(63, 7.4), `Add (d): when the *respondent* is seen with us. In some weeks it is we who are the danger. Elders tell us by not greeting.`, { reactions: { thanks: ['oksana', 'zarmina', 'aminata'] } }),
      post('hanna', ago(62, 13.8), `Question back: who must know beforehand so that stopping does not cost you the grant? I can bring a sentence into our agreements: *the partner may suspend data collection for safety without prior approval and without effect on payment.* Would that help, or is it paper?`),
      post('oksana', ago(62, 11.2), `It would help. Our people read contracts more carefully than you think; it would tell them that stopping is expected.`, { reactions: { thanks: ['hanna'] } }),
      post('hanna', ago(19, 12.6), `It is in. New agreements have the sentence, in the second paragraph and not in an annex. Legal took three weeks and improved it: *or of the people interviewed*.`, { reactions: { thanks: ['oksana', 'zarmina', 'warsame', 'khaled', 'anjali', 'joyce', 'grace'] } }),
      post('zarmina', ago(18, 18.4), `I read it to the team. One said: then I am less afraid to go. I think about this.`, { reactions: { thanks: ['hanna', 'oksana', 'leila'] } }),
    ],
  ),
  discussion(
    { key: 'satellite', type: 'question', title: 'Has anybody checked a satellite greenness index against what herders say?', tags: ['remote sensing', 'pastoralists'], acceptedPost: 2 },
    [
      post('warsame', ago(131, 5.5), `An insurer uses a greenness index to decide payments. Our elders laugh at the map: green there is thorn. Before I write an angry letter, has anyone compared properly?`, { reactions: { same: ['aminata'] } }),
      post('tigist', ago(131, 2.7), `Only roughly: r = 0.45 between index and reported pasture over 60 kebeles, better in grassland, nothing in bush.`, { reactions: { thanks: ['warsame'] } }),
      post('bayarmaa', ago(130, 20.9), `
        Yes, 74 camps, three summers. Herders scored pasture 1–5 with *photographs of each step* (this matters, otherwise everyone says “bad”), and we took the index around where animals really grazed, not around the camp.

        - Grass steppe: correlation 0.71.
        - Shrub: 0.22. The index sees plants that no sheep eats.
        - After a dust storm or late snow: worthless for two weeks.

        Angry letters are allowed. I would write: *pay by index in grassland, ask people in shrub, and publish the map of which is which.*
      `, { reactions: { thanks: ['warsame', 'tigist', 'aminata', 'hanna'], used: ['warsame'] } }),
      post('warsame', ago(85, 6.0), `I wrote it like this, with your numbers and 20 scored places of ours. They now accept a panel of six herders for the shrub zone. The elders ask if the satellite will also attend the meetings.`, { reactions: { thanks: ['bayarmaa', 'tigist', 'anjali', 'joyce', 'farhana'] } }),
    ],
  ),
];
