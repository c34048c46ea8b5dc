import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Who uses what we find. */
export const use: DemoDiscussion[] = [
  discussion(
    { key: 'noted', type: 'conversation', title: '“Noted”: what ministries do with our recommendations', tags: ['evaluation use', 'government', 'recommendations'] },
    [
      post('thandi', ago(407, 6.1), `
        As promised in the introductions, from my collection. Last year we had 112 recommendations from nine evaluations. Management answered: 31 accepted, 22 partly, 3 rejected, and **56 “noted”**.

        I phoned ten of the “noted”. What it meant:

        - four times: *we do this already*,
        - three: *it is not ours, it is the treasury’s*,
        - two: *I do not understand it*,
        - one: *I did not read that far*.

        What does “noted” mean where you are?
      `, { reactions: { thanks: ['anjali', 'leila', 'joyce', 'moira', 'hanna', 'fatou', 'luc'], same: ['tomasi', 'siti'] } }),
      post('moira', ago(406, 14.7), `“We do this already” four times out of ten is an indictment of us and not of them. Nobody asked before writing it down.`, { reactions: { thanks: ['thandi'] } }),
      post('tomasi', ago(405, 22.5), `With us “noted” means that the director’s deputy was on leave.`, { via: 'mail', reactions: { thanks: ['thandi'] } }),
      post('yolanda', ago(405, 9.3), `We stopped recommending. The last chapter is called *Decisions that these findings make easier*, and the person who could decide has seen it in draft. Nine evaluations, a mean of four decisions each. About half were taken within six months, which I can count since they are decisions.`, { reactions: { thanks: ['thandi', 'anjali', 'moira', 'hanna', 'joao'], used: ['thandi'] } }),
      post('joao', ago(396, 14.6), `Half of 36 sounds good. And how many of those would have been taken anyway?`),
      post('yolanda', ago(396, 11.9), `We asked for that too: “already on your desk?” Seven of the eighteen. So eleven that we may have moved. Thank you for the cold water.`, { reactions: { thanks: ['joao', 'thandi'] } }),
      post('thandi', ago(372, 5.8), `We now hold a meeting of ninety minutes *before* the last draft. Each recommendation is read by the person who would have to do it, and she may change the wording but not the finding. From 112 we came to 41. The word “noted” was removed from the form; choices are *by when*, *not us, but …*, and *no, because*.`, { reactions: { thanks: ['yolanda', 'moira', 'hanna', 'anjali', 'siti', 'leila'], used: ['luc', 'fatou'] } }),
      post('fatou', ago(329, 12.8), `Je l’ai proposé à la direction. Réponse : « c’est noté ». 🙂 But they have agreed to try it for the mid-term review.`, { reactions: { thanks: ['thandi', 'luc', 'aminata', 'moira'] } }),
      post('luc', ago(251, 14.2), `I went back to a management response three years after, as I said I would. 24 accepted: 9 done, 6 done by somebody who had never read it, 5 overtaken by events, 4 nobody remembers. I then took a walk, on Thandi’s advice.`, { reactions: { thanks: ['thandi', 'anjali', 'moira', 'hanna', 'fatou'] } }),
      post('thandi', ago(29, 6.5), `One year of the new form: 41 recommendations, 23 with a date (17 kept), 11 “not us, but …” (and 6 of those were taken up by whoever it was), 7 “no, because”. The seven are my favourites. Two of them convinced me.`, { reactions: { thanks: ['luc', 'fatou', 'yolanda', 'hanna', 'anjali', 'moira', 'joyce', 'rukhshona', 'losa'] } }),
    ],
  ),
  discussion(
    { key: 'learning-review', type: 'question', title: 'Learning reviews that do not end in a list of 60 action points', tags: ['learning reviews', 'facilitation'], acceptedPost: 2 },
    [
      post('agus', ago(47, 20.5), `Each year we have review of village plan, two days, 80 people. Result is a list with 60 points and nobody reads. We are two persons, we cannot follow 60. How do you end a review?`, { reactions: { same: ['losa', 'celeste'] } }),
      post('siti', ago(47, 18.3), `Mas Agus, we end with letters. Each group writes one letter to one named person who can decide, on one page. Twelve groups, twelve letters. They are read aloud and handed over there.`, { reactions: { thanks: ['agus', 'anjali'] } }),
      post('anjali', ago(46, 18.4), `
        A running order that has survived about thirty reviews:

        1. **What did we expect?** Ten minutes, from last year’s paper, not from memory.
        2. **What happened?** Two numbers and two stories per group. No causes yet.
        3. **Why the difference?** In threes, forty minutes. The most important part, and the one that is always cut.
        4. **What will we stop?** Before “what will we do”. Nothing may be added until something has been stopped.
        5. **Three promises**, for the whole house: one name, one date, one person *from another group* who will phone on that date.

        Sixty points are sixty polite ways to end a conversation. Put them on the wall, photograph them, and choose three.
      `, { reactions: { thanks: ['agus', 'siti', 'losa', 'keisha', 'joyce', 'celeste', 'hanna'], used: ['agus', 'losa', 'fatou'] } }),
      post('joyce', ago(45, 6.7), `The phone call in step 5 is what makes it. We give the caller a card with the promise in the promiser’s own handwriting.`, { reactions: { thanks: ['anjali', 'agus'] } }),
      post('luc', ago(44, 13.6), `I would defend the 60 a little: for the person who said number 43 it was the reason to come. Give each point an answer, even if it is “not this year”.`, { reactions: { thanks: ['siti', 'khaled', 'agus'] } }),
      post('agus', ago(8, 20.8), `We did it last week. 71 points on the wall, 9 stopped things (one was our own weekly form!), 3 promises. For the 71, following Pak Luc, secretary answered all in one evening: 22 done already, 31 not this year, 15 sent to other office, 3 promised. People took photos of the answers. First caller phones in December.`, { reactions: { thanks: ['anjali', 'luc', 'siti', 'joyce', 'losa', 'hanna', 'thandi'] } }),
    ],
  ),
  discussion(
    { key: 'adaptive', type: 'conversation', title: 'Adaptive management without evidence is only changing one’s mind', tags: ['adaptive management', 'evidence', 'learning'] },
    [
      post('hanna', ago(155, 6.9), `I approved 23 “adaptations” last year. I went back through them: in 5 there was some evidence in the request, in 11 an argument, in 7 neither. All were called adaptive. I do not want more paperwork. What is the *smallest* record that would let you, a year later, know whether you had adapted or wandered?`, { reactions: { thanks: ['anjali', 'moira', 'siti'], same: ['luc'] } }),
      post('siti', ago(154, 18.5), `A notebook, four lines: what we saw / what we think it means / what we change / **what would make us change back**. The fourth line is the one. We write it in the meeting, by hand, with the date. It takes three minutes.`, { reactions: { thanks: ['hanna', 'anjali', 'moira', 'thandi', 'bikash', 'keisha'], used: ['hanna', 'tigist', 'luc'] } }),
      post('tigist', ago(154, 5.4), `Our problem is the opposite: much evidence and no adaptation. Monthly market prices for four years. I asked what price would make us act. Silence. So now each indicator has a *trigger* or it is dropped; of 26 we kept 9.`, { reactions: { thanks: ['hanna', 'siti', 'losa', 'joao'] } }),
      post('elif', ago(153, 15.3), `I am uneasy with triggers. The thing that mattered in our programme, rents, was on no list. Somebody heard it in a bakery. Leave a line for the bakery.`, { reactions: { thanks: ['siti', 'tigist', 'joyce', 'mereana', 'anjali'] } }),
      post('tigist', ago(153, 5.8), `Both then: nine triggers and one bakery. I mean it, the form now has a box with that name and the field staff fill it.`, { reactions: { thanks: ['elif', 'hanna', 'siti'] } }),
      post('hanna', ago(78, 13.7), `We took Siti’s four lines as the *whole* request form for changes under ten per cent of the budget. 14 requests since: 13 with a fourth line. Two have already changed back, and said why, which had never happened before. Approval time went from 19 days to 4.`, { reactions: { thanks: ['siti', 'anjali', 'tigist', 'moira', 'luc', 'thandi', 'keisha'] } }),
      post('bikash', ago(77, 3.8), `When I read “changed back and said why” I wanted to shake a hand. Please consider it shaken.`, { via: 'mail', reactions: { thanks: ['hanna', 'siti'] } }),
    ],
  ),
  discussion(
    { key: 'one-page', type: 'question', title: 'Who has a short report format that decision makers really finish?', tags: ['reporting', 'evaluation use'], acceptedPost: 2 },
    [
      post('losa', ago(16, 21.4), `Our evaluation reports are ninety pages and the minister has eleven minutes in the car to the office. I know the number, the driver told me. What would you put into eleven minutes?`, { reactions: { same: ['agus', 'fatou'] } }),
      post('keisha', ago(16, 14.0), `One page, three numbers, one map, and a blank line: “Minister’s decision: ______”. The blank line gets filled. People cannot bear a blank line.`, { reactions: { thanks: ['losa', 'thandi', 'luc'] } }),
      post('luc', ago(15, 13.9), `
        1 – 3 – 25 still works if you are strict:

        - **1 page**: what we asked, what we found, what it makes possible to decide. No methods. Each sentence must be one that somebody could disagree with.
        - **3 pages**: the same order, with the evidence, and one paragraph on what we do *not* know.
        - **25 pages**: for those who will check.

        Write the one page *first*, before the analysis is finished, with gaps. You will see what you still have to find out. And record it: eleven minutes in a car is a podcast.
      `, { reactions: { thanks: ['losa', 'keisha', 'fatou', 'anjali', 'agus', 'hanna'], used: ['losa'] } }),
      post('losa', ago(4, 22.0), `I wrote the one page with gaps on Monday. There were two gaps, both about money. We recorded it in Samoan, nine minutes, my cousin reads the news so she has the voice. The minister listened **twice** (the driver again) and asked about exactly the two gaps.`, { reactions: { thanks: ['luc', 'keisha', 'anjali', 'thandi', 'tomasi', 'joyce', 'moira', 'hanna'] } }),
    ],
  ),
  discussion(
    { key: 'bad-news', type: 'conversation', title: 'We found no effect. How did you tell the people who had worked on it for five years?', tags: ['negative findings', 'evaluation use', 'learning'] },
    [
      post('farhana', ago(54, 6.4), `Seed credit, 1,050 households, five years, careful comparison: no difference in income, interval from −4 % to +3 %. So not “we could not see it”; there is nothing large to see. On Sunday week I present it to 40 field staff, some of whom gave their knees to this. How did you do it?`, { reactions: { thanks: ['moira', 'anjali'], same: ['joao'] } }),
      post('moira', ago(54, 4.9), `Separately, and before. I told the three people who would be hurt most over tea the evening before, with the numbers on paper, and kept quiet until they had finished being angry. Next day they explained it to the others better than I could.`, { reactions: { thanks: ['farhana', 'joyce', 'anjali', 'thandi'] } }),
      post('joyce', ago(53, 6.1), `Ask them first what they saw. Not to soften it, but since they may know *why*. In ours the staff knew since year two that loans went to school fees. Nobody had asked, as school fees was not an indicator.`, { reactions: { thanks: ['farhana', 'elif', 'siti', 'celeste'] } }),
      post('hanna', ago(53, 4.0), `And tell them from me, or anyone like me: a clear zero is worth more than a vague plus. The next five years of money are better spent because of it. I have said this in a room, and I know that it is easier for the one with a salary.`, { reactions: { thanks: ['farhana', 'moira'] } }),
      post('farhana', ago(44, 5.5), `
        It is done. Tea with four of them the evening before. One wept and then asked for the tables. In the room, before the result, I asked what they had seen; the board was full in twenty minutes: school fees, dowry, *a boat sold in the bad year and never bought again*. Then the zero.

        The oldest, 26 years in service, said: “So the credit kept them where they were, in years when others sank.” I went back to the data with it: in the two flood years the comparison villages lost 9 % of assets, ours 2 %. I had averaged over it. It was not in the plan, so I will call it a hypothesis, and it is *his*.
      `, { reactions: { thanks: ['moira', 'joyce', 'hanna', 'anjali', 'joao', 'leila', 'thandi', 'ngozi', 'tomasi', 'elif', 'rukhshona'] } }),
      post('joao', ago(43, 14.4), `I was about to warn against fishing and then read your last sentence. Test it on the next flood, with the rule written today. I will gladly read the plan.`, { reactions: { thanks: ['farhana', 'leila'] } }),
      post('elif', ago(43, 11.8), `My question in the introductions was for an example where a qualitative finding overturned a number. Now I have one. Thank you, Farhana, and thank the gentleman with 26 years.`, { reactions: { thanks: ['farhana', 'joyce', 'anjali'] } }),
    ],
  ),
];
