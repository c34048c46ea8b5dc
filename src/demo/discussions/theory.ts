import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Theories of change, rubrics, reading interviews together. */
export const theory: DemoDiscussion[] = [
  discussion(
    { key: 'toc-fatigue', type: 'conversation', title: 'Theory of change fatigue: has a diagram ever changed what you did?', tags: ['theory of change', 'adaptive management'] },
    [
      post('siti', ago(312, 5.5), `
        Nine partners, nine theories of change, each a poster with about forty boxes, made by consultants in two days. Last week I asked each partner, by phone: “When did you last look at it?” Six: at the mid-term. Two: never. One: “It covers a hole in the wall.”

        Has a diagram ever changed what you did on the next Monday? Not rhetorical, I want cases.
      `, { reactions: { same: ['thandi', 'tigist', 'anjali', 'fatou'], thanks: ['moira'] } }),
      post('thandi', ago(311, 16.6), `One case in ten years. The arrow “teachers attend training → teachers use method” had no assumption written. A school principal asked who would teach the class during the training. We moved the training to the holidays. The arrow did nothing; the principal, looking at the arrow, did.`, { reactions: { thanks: ['siti', 'moira', 'anjali'] } }),
      post('moira', ago(311, 13.1), `I have earned a living from those posters, so let me confess. They worked when (a) there were fewer than ten boxes, (b) each arrow had the name of a person who doubted it, (c) we crossed something out within six months. If nothing is crossed out it is a mural.`, { reactions: { thanks: ['siti', 'thandi', 'bikash', 'hanna', 'luc'], used: ['siti'] } }),
      post('hanna', ago(310, 15.0), `We ask for it in the proposal and never again. That makes it a mural by design. What if we asked each year only: *which arrow do you believe less than last year?*`, { reactions: { thanks: ['siti', 'moira', 'tigist', 'anjali', 'joyce'] } }),
      post('bikash', ago(309, 3.2), `Engineers have this: “as designed” drawing and “as built” drawing. After construction you must hand in as built, or no final payment. Why does programme have only as designed?`, { via: 'mail', reactions: { thanks: ['siti', 'moira', 'hanna', 'thandi', 'anjali', 'luc', 'keisha'] } }),
      post('moira', ago(309, 0.5), `@bikash thirty years and nobody said it so well. I am stealing “as built”, with your name on it.`),
      post('siti', ago(301, 5.9), `We tried Bikash’s idea in the quarterly meeting: every partner redraws from memory, on one sheet, how it *really* works now. Average eight boxes. Then we hold it beside the poster. For seven of nine, the village secretary is in the centre, and on no poster was there a village secretary.`, { reactions: { thanks: ['bikash', 'moira', 'anjali', 'joyce', 'jeanpaul', 'agus'], used: ['anjali', 'mariaelena'] } }),
      post('mereana', ago(120, 22.3), `Reading this late. One partner of ours refused boxes and drew a weaving: the strands are people, and where two cross something can happen. When a strand breaks you see what else loosens. We evaluate the crossings. The funder asked for arrows and we sent a photograph; they kept it.`, { reactions: { thanks: ['siti', 'anjali', 'bikash', 'grace'] } }),
      post('luc', ago(119, 14.8), `Une question de praticien : who holds the pen when it is redrawn? With us the consultant’s neat handwriting ended the discussion each time. Now the youngest person draws and the pen is thick, so there is no room for adjectives.`, { reactions: { thanks: ['siti', 'mereana', 'joyce'] } }),
    ],
  ),
  discussion(
    { key: 'rubrics', room: 'stories', type: 'question', title: 'Rubrics for capacity: everybody scores themselves a 4', tags: ['rubrics', 'capacity', 'participation'], acceptedPost: 2 },
    [
      post('anjali', ago(129, 5.0), `We ask organisations to place themselves on a five-step rubric, “1 beginning” to “5 excellent”, in four areas. Median 4, always 4. After a year of support, 4. I wrote the rubric, so the fault is mine. What do yours do differently?`, { reactions: { same: ['keisha', 'siti'] } }),
      post('thandi', ago(128, 15.5), `Numbers invite marks, and everybody wants good marks. We removed them. Steps are sentences that one can *see*: “The budget is known to the treasurer only” / “… is read out at the meeting” / “… members have changed a line of it.” People argue about which sentence is true, and that argument is the data.`, { reactions: { thanks: ['anjali', 'siti', 'luc', 'jeanpaul'] } }),
      post('mereana', ago(128, 0.4), `
        Who wrote the words? With us the order is:

        1. A long talk: *tell us of a time when this was as it should be.* No paper.
        2. We write their sentences down as they were said, and sort them together into “not yet”, “growing”, “standing”, “giving to others”.
        3. They test it on somebody else they admire, and on a time of their own that went badly. Words change again.
        4. Only then they place themselves, with **one piece of evidence that a cousin would accept**.

        Ours is never a 4, since “giving to others” is hard to claim in front of your cousin.
      `, { reactions: { thanks: ['anjali', 'thandi', 'keisha', 'grace', 'joyce', 'losa', 'carlos'], used: ['anjali', 'keisha'] } }),
      post('leila', ago(127, 18.7), `Statistician’s worry: if each group writes its own words you cannot add them up. How do you report over thirty groups?`),
      post('mereana', ago(127, 16.0), `We do not add up positions. We count *moves*, and we quote what the evidence was. “19 of 30 moved in at least one area; in 11 the evidence was a decision by members.” If someone needs an average, I ask what they would do differently with 3.4.`, { reactions: { thanks: ['leila', 'anjali', 'hanna', 'moira'] } }),
      post('leila', ago(127, 14.2), `Counting moves with the evidence beside them, I can live with that. I would still draw a random third and have the cousin visit.`, { reactions: { thanks: ['mereana'] } }),
      post('anjali', ago(46, 4.4), `
        > one piece of evidence that a cousin would accept

        Three months later, eleven organisations. Seven placed themselves *lower* than a year ago and were cheerful about it: “now we know what it means”. Two asked for help with an area that I had never heard them mention. We have stopped using the 1–5 form. I kept one copy as a warning to myself.
      `, { quoteOf: 2, reactions: { thanks: ['mereana', 'thandi', 'hanna', 'siti', 'luc'] } }),
    ],
  ),
  discussion(
    { key: 'coding-team', room: 'stories', type: 'question', title: 'Four people coding 140 interviews: do you report kappa?', tags: ['qualitative analysis', 'coding', 'teams'], acceptedPost: 1 },
    [
      post('maricel', ago(104, 6.6), `140 interviews on recovery, four coders, 38 codes. A reviewer wants “inter-coder reliability”. We computed kappa on ten interviews: 0.46, and everybody is sad. Is 0.46 bad, or is kappa the wrong question?`),
      post('elif', ago(104, 3.5), `
        It is a good thermometer and a bad doctor. Look at it **by code** and read the disagreements:

        ~~~r
        by_code <- sapply(codes, function(k) irr::kappa2(pair[, c(paste0(k, "_a"), paste0(k, "_b"))])$value)
        sort(by_code)[1:8]   # the eight that we must talk about
        ~~~

        In our last study five of 40 codes made nearly all of the trouble. Two were really one; one had two meanings; for two the coders disagreed because the *people* did (“help” that is also control). The last sort is a result, not an error. We merged, split, wrote an example and a counter-example for each, and coded ten fresh interviews: from 0.49 to 0.72.

        38 codes for four people is also many. Below 25 we sleep better.
      `, { edited: true, reactions: { thanks: ['maricel', 'nour', 'joyce', 'anjali'], used: ['maricel'] } }),
      post('nour', ago(103, 17.7), `I would add who the coders are. Two of ours had lived through the events and coded “waiting” where the others coded nothing. We kept their code and stopped averaging it away.`, { reactions: { thanks: ['elif', 'maricel', 'mereana', 'grace'] } }),
      post('moira', ago(103, 13.9), `And report to the reviewer what you did, not just the coefficient. A paragraph on five disagreements tells me more about the quality than 0.72.`, { reactions: { thanks: ['maricel', 'elif'] } }),
      post('maricel', ago(86, 7.1), `38 → 24 codes. The worst was “support from family”: for two of us it included remittances, for two it did not. Kappa is 0.70 on fresh interviews, and the reviewer liked the paragraph more than the number. Salamat!`, { reactions: { thanks: ['elif', 'nour', 'moira'] } }),
    ],
  ),
];
