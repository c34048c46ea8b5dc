import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Giving findings back, and tools that people keep in a pocket. */
export const feedback: DemoDiscussion[] = [
  discussion(
    { key: 'giving-back', type: 'conversation', title: 'Giving findings back to the village: what did people want to know?', tags: ['feedback', 'accountability', 'participation'] },
    [
      post('mariaelena', ago(210, 14.6), `
        Volvimos a 14 comunidades con los resultados. We had prepared posters: percentages, arrows, colours. In the third community an old man asked: “Good. And what did *they*, on the other side of the river, say?” From then on we threw the posters away and did only this: what you said, what your neighbours said, what is different.

        What did people want to know where you are? Not what you had prepared.
      `, { reactions: { thanks: ['joyce', 'khaled', 'anjali', 'bikash', 'carlos', 'siti'] } }),
      post('joyce', ago(210, 6.2), `Always the same three here: who is worse off than we are, who got more than we did, and *when are you coming back*. The third I could not answer for years.`, { reactions: { thanks: ['mariaelena', 'khaled'] } }),
      post('khaled', ago(209, 14.1), `In the camps: “which of our complaints changed something?” I came with 2,140 complaints in categories. They wanted one, with an ending. We now post each month *one* complaint, told in full, with its end, also when the end is no.`, { reactions: { thanks: ['mariaelena', 'joyce', 'grace', 'hanna', 'nour'], used: ['maricel', 'jeanpaul'] } }),
      post('bikash', ago(208, 3.4), `Farmers: price of cement that the other association paid. Not in our survey. Now it is.`, { via: 'mail', reactions: { thanks: ['mariaelena', 'joyce', 'joao'] } }),
      post('mereana', ago(124, 22.8), `Mine wanted the data. Not the findings, the *data*, on a stick, for the marae office. They have since made two applications with it and corrected one of our figures.`, { reactions: { thanks: ['kwabena', 'mariaelena', 'joyce', 'keisha'] } }),
      post('kwabena', ago(124, 5.0), `@mereana household by household? I would worry about neighbours reading neighbours.`),
      post('mereana', ago(123, 21.7), `They had thought of it before us: their own four people hold the key, and the rest see tables. The worry was right, and the ones to answer it were there.`, { reactions: { thanks: ['kwabena', 'grace', 'mariaelena'] } }),
      post('celeste', ago(123, 6.6), `We gave each health worker her own numbers beside the median of the district, on one hand-drawn page. No names of others. They asked only: “who is the best, and may I visit her?” So we organise visits. The “best” was surprised to be it.`, { reactions: { thanks: ['joyce', 'mariaelena', 'joao', 'anjali'] } }),
      post('mariaelena', ago(37, 14.9), `Segunda vuelta terminada. Cost of returning to 14 communities without posters: 1,900 dollars, 2 % of the study. In nine of them there was a correction to our report. In one, the assembly *voted* on whether our finding was true: 61 to 4 that it was, and the four explained themselves well. I quote all four.`, { reactions: { thanks: ['joyce', 'khaled', 'anjali', 'yolanda', 'mereana', 'bikash', 'thandi', 'carlos'] } }),
    ],
  ),
  discussion(
    { key: 'job-aids', type: 'question', title: 'Job aids for enumerators that survive rain, heat and boredom', tags: ['job aids', 'training', 'supervision'], acceptedPost: 2 },
    [
      post('celeste', ago(237, 5.2), `Manual: 64 pages. After the training nobody opens it. What do your interviewers really carry, and what does it say?`, { reactions: { same: ['tigist', 'tomasi'] } }),
      post('tomasi', ago(236, 22.2), `One waterproof card on a string, made from tent fabric. Front: the six skips that go wrong. Back: names of the chiefs and how to greet each. The back is used more.`, { via: 'mail', reactions: { thanks: ['celeste', 'thandi', 'joyce'] } }),
      post('bikash', ago(236, 3.9), `
        Drawings, no text. And the trick: **let them draw it themselves on day three**. I collect the mistakes from the practice interviews, each pair takes one mistake and draws it as wrong and right. We photocopy the best eight on one sheet, two sides.

        - They remember since they drew it.
        - I learn what they misunderstood; one pair drew the “right” one wrong.
        - Next year’s team laughs at it, and so reads it.

        Cost: crayons. Lamination with wide adhesive tape, edges folded.
      `, { via: 'mail', reactions: { thanks: ['celeste', 'anjali', 'carlos', 'thanhha', 'farhana', 'maricel'], used: ['celeste', 'carlos', 'farhana'] } }),
      post('farhana', ago(235, 4.4), `Ours carry one A6 page with *sentences*: what to say when the husband answers for her, when someone cries, when they ask for money, when the police come. Sentences are harder to invent than skips.`, { reactions: { thanks: ['celeste', 'nour', 'zarmina', 'ngozi'], used: ['zarmina'] } }),
      post('celeste', ago(166, 5.8), `Crayons: yes! 22 interviewers, eight drawings. Errors in the skips of the child module: 11 % last year, 4 % now. It is a different year and different people, I know. But three of them pinned the sheet at home, and no one ever pinned a manual.`, { reactions: { thanks: ['bikash', 'farhana', 'tomasi', 'anjali', 'joyce'] } }),
    ],
  ),
];
