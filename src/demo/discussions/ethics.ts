import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Consent, data protection, inclusion. */
export const ethics: DemoDiscussion[] = [
  discussion(
    { key: 'consent', type: 'question', title: 'Consent when people neither read nor trust signatures', tags: ['consent', 'ethics', 'data protection'], acceptedPost: 3 },
    [
      post('kwabena', ago(336, 4.8), `The ethics board wants a signed form of two pages. In the villages a signature is something that costs you land. Enumerators tell me that they “explain it shortly” and take the thumb. So we have 1,200 perfect forms and, I fear, about 300 consents. How do you do it?`, { reactions: { same: ['aminata', 'carlos', 'tigist'] } }),
      post('carlos', ago(335, 15.8), `Recorded voice consent, in the language, with the recording of the *explanation* also. Our board accepted when I let them listen to both. The thumb is gone.`, { reactions: { thanks: ['kwabena'] } }),
      post('thandi', ago(335, 13.9), `Ours refused voice, since a voice identifies. We compromised: a witness chosen by the respondent, the witness signs. People choose a niece who can read, and she asks better questions than the board.`, { reactions: { thanks: ['kwabena', 'joyce'] } }),
      post('joyce', ago(334, 6.0), `
        Whatever you record, **test whether it was understood**. After the explanation we ask three things, before the first question:

        1. “What will we do with your answers?”
        2. “What happens if you say no?”
        3. “Whom can you call, and when?”

        If one answer is wrong, explain again, once. If it is wrong twice: no interview, thank them, leave. In the first week 31 % needed a second explanation, mostly on number 2 (“you will tell the chief”). In week three 9 %: the enumerators had learned to explain. The board liked this better than any form, for it is evidence.
      `, { reactions: { thanks: ['kwabena', 'carlos', 'thandi', 'anjali', 'grace', 'nour', 'khaled', 'elif'], used: ['kwabena', 'tigist', 'zarmina', 'nour'] } }),
      post('kwabena', ago(333, 5.2), `“Wrong twice: leave.” How many did you lose, and who were they?`),
      post('joyce', ago(333, 3.0), `14 of 780. Nine older people, and for seven of those it was hearing, not understanding. Since then we carry a cardboard funnel. Do not laugh, it works.`, { reactions: { thanks: ['grace', 'kwabena', 'tigist'] } }),
      post('grace', ago(293, 6.6), `I do not laugh, I cheer. Add a card with three drawings for the three questions, for those whom the funnel does not help. I can share ours.`, { reactions: { thanks: ['joyce', 'kwabena', 'celeste'], used: ['joyce'] } }),
      post('kwabena', ago(268, 4.1), `Field report. Three questions, card, funnel, voice of consent stored on a separate server for 90 days and then deleted, only “yes, understood, date” remains. 1,080 approached, 61 said no. Before we had 4 in 1,200. I think that 61 is the number I was missing.`, { reactions: { thanks: ['joyce', 'grace', 'carlos', 'anjali', 'hanna', 'thandi'] } }),
    ],
  ),
  discussion(
    { key: 'microdata', type: 'question', title: 'A funder asks for the full household dataset “for transparency”', tags: ['data protection', 'data sharing', 'funders'], acceptedPost: 1 },
    [
      post('keisha', ago(73, 8.4), `With GPS, names of heads, and the protection module. There is a clause on “all data” in the agreement. Eleven islands; in some villages any two facts are a name. How do I say no and stay funded?`, { reactions: { same: ['losa'] } }),
      post('kwabena', ago(73, 4.0), `
        Say “yes, in three doors”:

        | Door | What | Who | How |
        |---|---|---|---|
        | Open | tables, no cell under 10, codebook, questionnaires | anyone | download |
        | By agreement | microdata without names, points, villages; age in bands; rare values joined | named analysts | contract, end date |
        | In the room | everything else | an auditor, if there is a reason | on our machine, we sit beside |

        Then cite your own consent text. If it said “only our team”, then no agreement between you and the funder can widen it; they would be asking you to break a promise. In my experience the lawyer on their side is relieved to read it.

        For your size: check how many people are unique on (island, sex, age band, household size). In 38 villages I expect over half.
      `, { reactions: { thanks: ['keisha', 'losa', 'zarmina', 'leila', 'joao', 'mereana'], used: ['keisha'] } }),
      post('hanna', ago(72, 14.5), `From a funder: nine times out of ten “all data” was written by somebody who wanted to be able to check that interviews took place. Ask what the check is. Door three answers it.`, { reactions: { thanks: ['keisha', 'kwabena'] } }),
      post('mereana', ago(71, 21.9), `And who speaks for the villages? Ours have a data group of four people. Requests go to them, with a plain page on what it is for. They refused one of seven and asked good questions of the rest.`, { reactions: { thanks: ['keisha', 'grace', 'carlos', 'losa', 'kwabena'] } }),
      post('keisha', ago(50, 9.5), `64 % were unique on those four, Kwabena. I sent that figure with the three doors. Answer: “We wish to verify a sample of interviews.” An auditor came for two days, drank much tea, left satisfied. Nothing left the building. Two islands are setting up a group like @mereana’s.`, { reactions: { thanks: ['kwabena', 'hanna', 'mereana', 'leila', 'anjali'] } }),
    ],
  ),
  discussion(
    { key: 'photo-consent', type: 'conversation', title: 'The photograph on our cover: she had agreed, and then she saw it', tags: ['consent', 'photographs', 'ethics'] },
    [
      post('jeanpaul', ago(139, 6.8), `A farmer signed for a photograph. We printed 500 reports with her on the cover, title *Escaping hunger*. I brought her a copy. She looked at it for a long time and said: “In the picture I am fine. In the words I am hungry. I am not hungry.” She had agreed to the picture and not to the words. We pulped 460. What do you show people before you print?`, { reactions: { thanks: ['khaled', 'joyce', 'thandi', 'grace', 'mereana', 'anjali', 'moira'] } }),
      post('khaled', ago(139, 3.1), `Page as it will be, with title and caption read aloud, in their language. Not the photo. If there is no page yet, there is no consent yet. And an end date: three years, then it comes off.`, { reactions: { thanks: ['jeanpaul', 'kwabena', 'thandi'], used: ['jeanpaul', 'joyce'] } }),
      post('maricel', ago(138, 15.4), `We ask a different question: “Who should *not* see this?” One grandmother laughed and said: my bank.`, { reactions: { thanks: ['jeanpaul', 'khaled', 'joyce', 'carlos'] } }),
      post('hanna', ago(138, 12.7), `Some of this is our appetite. I have asked communications here to accept hands, tools, landscapes and things that people made. Resistance was smaller than I feared.`, { reactions: { thanks: ['jeanpaul', 'maricel', 'mereana'] } }),
      post('jeanpaul', ago(110, 5.9), `New edition. She chose the photograph, her field after rain, and the title: *What the terraces did*. She asked for twenty copies; the first 500 nobody had asked for.`, { reactions: { thanks: ['khaled', 'hanna', 'joyce', 'anjali', 'luc', 'fatou', 'moira'] } }),
    ],
  ),
  discussion(
    { key: 'functioning', type: 'question', title: 'Functioning questions in a 20-minute survey: keep all six, and who asks them?', tags: ['disability inclusion', 'questionnaires'], acceptedPost: 1 },
    [
      post('tigist', ago(292, 5.7), `We have twenty minutes. The six questions on difficulty in seeing, hearing, walking, remembering, self-care and communicating take three, for each adult. My director proposes one question: “Is anyone in this house disabled?” I know it is wrong and need the sentence that convinces him.`, { reactions: { same: ['pavel', 'farhana'] } }),
      post('grace', ago(292, 2.4), `
        The sentence is a number. Same 400 households, both ways, in our pilot:

        | Asked | Adults found |
        |---|---:|
        | “Is anyone disabled?” (asked of the head) | 1.6 % |
        | Six questions, asked of the head about everyone | 6.9 % |
        | Six questions, asked of each person | 9.8 % |

        Practical advice:

        - Keep all six, they are tested together. Save time elsewhere: ask them of **one randomly chosen adult** about themselves, and the head about the rest only if you must.
        - Never the word “disability” in the question or in the introduction to it.
        - Do not skip somebody who “cannot answer”. Ask *how* they answer. Allow ten minutes more per such interview in the plan, and pay for it.
        - “A lot of difficulty” or “cannot” in at least one is the usual cut. Report the milder level also; it is where services still help.
      `, { edited: true, reactions: { thanks: ['tigist', 'farhana', 'pavel', 'anjali', 'nour', 'tomasi', 'khaled', 'hanna'], used: ['tigist', 'farhana', 'tomasi', 'pavel'] } }),
      post('nour', ago(190, 5.5), `On Arabic: “remembering or concentrating” was answered as “forgetting prayers” in two governorates. We say “remembering things or keeping your mind on something you do”. Cognitive testing for it takes a day.`, { reactions: { thanks: ['grace', 'khaled'] } }),
      post('tigist', ago(189, 6.1), `The table did it. One random adult, six questions: 8.9 %. And since the question was “which point do you walk to”, we saw that for those with walking difficulty the distribution was on average 71 minutes away; 19 points were moved. This is the case that I promised in my introduction.`, { reactions: { thanks: ['grace', 'anjali', 'hanna', 'joyce', 'thandi', 'warsame'] } }),
      post('grace', ago(189, 3.8), `Nineteen points. I will tell this everywhere. Thank you for asking people and then for moving the points.`, { reactions: { thanks: ['tigist'] } }),
    ],
  ),
];
