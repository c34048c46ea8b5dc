import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Outcomes that nobody planned, and who caused them. */
export const outcomes: DemoDiscussion[] = [
  discussion(
    { key: 'oh-ministry', room: 'stories', type: 'conversation', title: 'Outcome harvesting with a ministry that wants a logframe', tags: ['outcome harvesting', 'government', 'logframes'] },
    [
      post('rukhshona', ago(17, 6.4), `
        Our governance programme has 31 harvested outcomes, well substantiated; 22 of them were not in the plan. The ministry’s monitoring unit has a table with 14 indicators, and a column “deviation, explain”. They asked me to put the 22 under *deviation*.

        I can refuse, and they will have an empty table. I can comply, and our best results become errors. What would you do? And, as this is also a facilitated exchange for three weeks: **which evidence persuaded your counterpart, ever?**
      `, { reactions: { same: ['fatou', 'jeanpaul', 'siti'], thanks: ['anjali'] } }),
      post('yolanda', ago(17, 0.9), `Do neither, translate. In Antioquia we kept their 14 rows and added a column to *each row*: “what else changed because of, or around, this”. 19 of 26 outcomes found a row. The seven others went on a page titled “Opportunities for next year’s plan”. Same facts, and suddenly the planner had material.`, { reactions: { thanks: ['rukhshona', 'fatou', 'anjali', 'joyce'] } }),
      post('thandi', ago(16, 17.2), `As someone on the other side of that table: we do not love the logframe. The auditor does. Ask the monitoring unit what *they* will be asked, by whom, in which month. Then write the outcomes so that they can answer.`, { reactions: { thanks: ['rukhshona', 'yolanda', 'hanna', 'fatou', 'moira'] } }),
      post('moira', ago(16, 13.5), `I would be slower to translate. If 22 of 31 outcomes lie outside the frame, the frame is wrong about this programme, and somebody ought to say that plainly, once. A translation that fits everything in is a kindness that keeps the wrong frame alive.`, { reactions: { thanks: ['elif', 'mereana', 'yolanda'] } }),
      post('yolanda', ago(16, 11.8), `@moira once, yes. But you and I fly home. Rukhshona stays in the building.`, { reactions: { thanks: ['rukhshona', 'siti', 'joyce'] } }),
      post('moira', ago(16, 10.9), `That is fair, and I withdraw the word “kindness”. I still want the sentence said. Perhaps by the outsider, which is what we are for.`, { reactions: { thanks: ['yolanda', 'rukhshona', 'anjali'] } }),
      post('rukhshona', ago(15, 19.0), `This is already useful: Moira says it, I translate it. More seriously, @thandi, I asked. They are examined in March by the chamber of accounts, on *whether money followed plan*. Nobody there asks for outcomes at all.`),
      post('thandi', ago(15, 16.3), `Then the deviation column is not against you. It protects them: an unexplained result looks like unplanned spending. Write for each of the 22: no additional cost, used planned staff time. One line.`, { reactions: { thanks: ['rukhshona', 'fatou'] } }),
      post('fatou', ago(15, 12.4), `Chez nous, ce qui a convaincu : une visite. Nous avons emmené le contrôleur voir un comité qui avait, sans projet, repris la gestion d’un forage. Il a écrit lui-même « effet non prévu, positif ». His own handwriting in the file did more than our report.`, { via: 'mail', reactions: { thanks: ['rukhshona', 'yolanda', 'jeanpaul', 'luc'] } }),
      post('hanna', ago(14, 14.1), `What persuades me: an outcome statement where someone named *outside the programme* would be embarrassed if it were false. You mark those? I would read them first.`, { reactions: { thanks: ['yolanda'] } }),
      post('yolanda', ago(14, 10.2), `
        Yes, three levels, in the harvest itself:

        | Level | Who confirmed | What we claim |
        |---|---|---|
        | A | person outside, with knowledge, on record | happened, and we contributed |
        | B | person outside, off record | happened |
        | C | only us and partners | we believe |

        Reports get A. Learning meetings get all three, and C is where the arguments are.
      `, { reactions: { thanks: ['hanna', 'rukhshona', 'moira', 'elif', 'kwabena'], used: ['rukhshona'] } }),
      post('rukhshona', ago(13, 20.5), `I sorted ours: 12 A, 11 B, 8 C. Two that I was most proud of are C. Uncomfortable afternoon.`, { reactions: { thanks: ['yolanda', 'hanna'], same: ['siti'] } }),
      post('siti', ago(13, 16.1), `We did a similar sorting with partners, standing along a rope on the floor, and they moved each other. One colleague walked from A to C by himself while he explained. Nobody had said anything.`, { reactions: { thanks: ['rukhshona', 'joyce', 'anjali', 'mereana'] } }),
      post('joyce', ago(12, 8.7), `**End of week one, from the facilitator.** Where we are: (1) translate rows, keep a page for what fits nowhere; (2) know who examines your counterpart and when; (3) three levels of confirmation. Open: who says that the frame is wrong? Week two asks: *did a harvest ever change the next plan, and through whom?*`, { reactions: { thanks: ['anjali', 'rukhshona', 'luc'] } }),
      post('jeanpaul', ago(11, 15.0), `In one district here, yes. Through the secretary who types the plan. She had attended the harvest and when the template came she *typed in* two of the outcomes as targets. We should thank secretaries more.`, { reactions: { thanks: ['joyce', 'thandi', 'fatou', 'siti', 'celeste'] } }),
      post('mariaelena', ago(10, 14.7), `En Cusco, por medio de un regidor que había sido presidente de su junta de riego. He knew the outcome from inside and defended it with the names of canals. So: choose whom to invite to the harvest by thinking who will sit at the next plan.`, { reactions: { thanks: ['jeanpaul', 'rukhshona', 'bikash'] } }),
      post('luc', ago(9, 13.3), `A counter-example, so that we do not become smug. Beautiful harvest, 44 outcomes, minister present. The next plan was copied from the previous one because the planning round had closed nine days earlier. Nobody had looked at the calendar, and “nobody” was me.`, { reactions: { thanks: ['thandi', 'rukhshona', 'hanna', 'moira'], same: ['fatou'] } }),
      post('thandi', ago(9, 10.6), `Nine days! Frame that, Luc.`),
      post('elif', ago(7, 12.9), `May I doubt something? Inviting by influence means that those without influence are again not in the room. In our last harvest the seasonal workers named the one negative outcome: a new registration desk had made their employer nervous. No regidor would have told us.`, { reactions: { thanks: ['mereana', 'grace', 'mariaelena', 'joyce', 'khaled'] } }),
      post('mariaelena', ago(6, 15.2), `No doubt needed, you are right. Two circles then: who lived it, and who will plan. And the first circle speaks first.`, { reactions: { thanks: ['elif', 'joyce'] } }),
      post('rukhshona', ago(3, 5.8), `
        News. I brought the table on Monday: 14 rows as they like, “what else changed” beside each, 12 A-level outcomes with confirmation, and for every one *no additional cost*. The head of unit read for a long time and asked one question: “May I show the other programmes?”

        The C page I kept for our own meeting. Moira’s sentence is on the last page, signed by our external reviewer: *this frame saw 9 of 31 results; we suggest it be revised.* It was not crossed out.
      `, { reactions: { thanks: ['yolanda', 'thandi', 'moira', 'anjali', 'fatou', 'hanna', 'joyce', 'siti', 'jeanpaul'] } }),
      post('moira', ago(2, 14.4), `“Not crossed out” is the highest praise that I have had this year.`, { reactions: { thanks: ['rukhshona', 'thandi', 'luc'] } }),
      post('joyce', ago(1, 6.2), `**Start of the last week.** Question three: *what would you leave out of a harvest, next time, and why?* Contributions until the end of next week; the synthesis goes to everyone quoted before it is published.`),
      post('yolanda', ago(0, 14.5), `I begin: the outcomes from the first workshop day. People offer what they think we came for. On the second morning they tell you what happened.`, { reactions: { thanks: ['joyce', 'elif', 'siti'] } }),
    ],
  ),
  discussion(
    { key: 'contribution', room: 'stories', type: 'question', title: 'Contribution analysis with three interviews and a newspaper: enough?', tags: ['contribution analysis', 'evidence'], acceptedPost: 1 },
    [
      post('siti', ago(246, 5.3), `A district changed its rule on market fees after our partner’s campaign. We have three interviews, one newspaper article, and minutes of a meeting. Two other groups also campaigned. I must write “contribution” in the report next week. What is honest?`),
      post('moira', ago(245, 14.9), `
        Enough for a modest sentence, if you use them to try to prove yourself *wrong*.

        1. Write your story in five steps, cause to effect, and under each: what else could explain this step?
        2. For each rival, ask which of your five pieces would look different if the rival were true. If none would, that piece is decoration.
        3. Find the one document that somebody wrote *before* they knew the result. Minutes are better than interviews for this; dates do not flatter.

        Then write: “Without the campaign the rule would probably have changed later and without the exemption for small sellers.” Or whatever survives. Say “probably” and say why.
      `, { reactions: { thanks: ['siti', 'yolanda', 'anjali', 'rukhshona', 'elif'], used: ['siti', 'maricel'] } }),
      post('yolanda', ago(245, 8.0), `And phone one of the other two groups. It takes twenty minutes and usually they will tell you precisely what you did not do.`, { reactions: { thanks: ['siti', 'moira'] } }),
      post('siti', ago(239, 4.6), `I phoned. They said: the timing was theirs, the exemption for small sellers was ours. The minutes agree. So our contribution is smaller than I wrote in the draft and much clearer. The partner was disappointed for a day and now uses the exemption in another district.`, { reactions: { thanks: ['yolanda', 'moira', 'hanna', 'joyce'] } }),
    ],
  ),
  discussion(
    { key: 'msc-who-picks', room: 'stories', type: 'conversation', title: 'Most significant change: who picks, and what do the losers learn?', tags: ['most significant change', 'participation', 'stories'] },
    [
      post('joyce', ago(219, 6.2), `
        Fourth round of most significant change in 12 villages. Each time the selection panel picks a woman with a business. They are good stories. But the storytellers have noticed, and in this round 17 of 40 stories are about a woman with a business.

        We are growing what we select. How do you keep the field open?
      `, { reactions: { same: ['maricel', 'mariaelena', 'siti'] } }),
      post('mariaelena', ago(218, 15.6), `We made domains: change at home, change between neighbours, change with the authority, and *a change that hurt*. One story from each. The fourth made the biggest discussion in eight years.`, { reactions: { thanks: ['joyce', 'yolanda', 'anjali', 'elif'], used: ['joyce'] } }),
      post('anjali', ago(218, 3.3), `What does the panel give back to those not chosen? In our rounds the reasons were written down beautifully for the winner only.`, { reactions: { thanks: ['joyce'] } }),
      post('jeanpaul', ago(211, 16.5), `We read all the stories aloud in the village, by others than the teller, before any choice. The choice then becomes less important than the reading. Costs one evening and tea for sixty.`, { reactions: { thanks: ['joyce', 'mariaelena', 'carlos'] } }),
      post('nour', ago(194, 5.2), `From coding: I take the stories that were *not* chosen and code them blind together with the chosen. In one programme the unchosen spoke twice as often of health, and the panel had no health worker in it. That is a finding on the panel.`, { reactions: { thanks: ['joyce', 'elif', 'moira', 'leila'] } }),
      post('joyce', ago(152, 7.0), `
        What we changed, and what it did, round five:

        - four domains, with “a change that hurt” (thank you @mariaelena),
        - panel drawn by lot from storytellers of the *other* villages,
        - two written sentences to every teller on what the panel learned from the story.

        Stories about a woman with a business: 6 of 43. A change that hurt: eight, of which five on the grazing rule, which the programme has now reopened. The two sentences took me three days to write. I would not drop them.
      `, { reactions: { thanks: ['mariaelena', 'anjali', 'nour', 'yolanda', 'siti', 'thandi'], used: ['maricel'] } }),
      post('maricel', ago(43, 5.1), `Used the four domains and the letters after the typhoon. One teller framed her two sentences. I did not expect to cry at work on a Wednesday.`, { reactions: { thanks: ['joyce', 'mariaelena', 'anjali'] } }),
    ],
  ),
];
