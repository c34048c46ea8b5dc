import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Surveys by phone and text message. */
export const phone: DemoDiscussion[] = [
  discussion(
    { key: 'phone-panels', room: 'surveys', type: 'question', title: 'Phone panels after the floods: response rates by month', tags: ['phone surveys', 'panels', 'emergencies'], acceptedPost: 2 },
    [
      post('farhana', ago(148, 6.3), `
        Half of our villages are under water until at least next month, so we call instead of visiting: 640 panel households, each month, 12 minutes. Month one 71 %, month two 58 %, month three 49 %. At this speed I will be talking to myself by winter.

        What keeps people answering, and what did your curves look like?
      `, { reactions: { same: ['maricel', 'wilnise', 'pavel'] } }),
      post('ngozi', ago(148, 5.0), `Ours, for comparison, 1,100 numbers, six rounds: 66, 61, 58, 57, 55, 55. The fall is in the first three rounds, then those who stay, stay. So part of yours is normal. 49 is low though. How many attempts?`, { reactions: { thanks: ['farhana'] } }),
      post('leila', ago(147, 20.8), `
        This is the protocol that we ended with, after doing most of it wrong:

        1. **Fix the caller.** The same interviewer calls the same household each month. This alone was worth eight points.
        2. **Seven attempts** in ten days: two mornings, two middays, three evenings, one of them on a Friday. We stop after a clear no.
        3. **Ask for the next time** at the end: “When did I disturb you least?”, and obey it.
        4. **Give something back**: each call begins with one sentence on what last month’s answers were used for.
        5. **Airtime after the call**, the same for all, small, without conditions.
        6. **A second number** for everyone, asked in month one and not when the first one dies.
        7. Twelve minutes means twelve. At 17 we lost people the *following* month.

        Curves: without (2022) 69, 60, 52, 46. With (2024) 72, 70, 69, 67, 68.
      `, { reactions: { thanks: ['farhana', 'ngozi', 'maricel', 'wilnise', 'pavel', 'warsame', 'anjali', 'tigist'], used: ['pavel', 'farhana', 'maricel'] } }),
      post('maricel', ago(147, 14.4), `Number 4 is gold. After the typhoon people told us: you call and call, and the tarpaulins come from others.`, { reactions: { thanks: ['leila'] } }),
      post('joao', ago(146, 15.1), `Before celebrating 68 %, who are they? In our case the phone sample had 11 points more households with electricity than the same people’s baseline. Weight to the baseline, not to the census.`, { reactions: { thanks: ['farhana', 'leila'] } }),
      post('farhana', ago(146, 4.9), `@ngozi four attempts, all between 10 and 4, when people stand in the water. I feel stupid. @joao yes, I have the baseline for all, so I can weight.`),
      post('ngozi', ago(146, 4.2), `Do not. Everybody calls in office hours, for in office hours there are offices.`, { reactions: { thanks: ['farhana', 'thandi', 'moira'] } }),
      post('pavel', ago(61, 19.0), `
        > The same interviewer calls the same household each month.

        We used whole protocol in Osh for 210 orchard families, three months now. Before: 63, 55, 51. With protocol: 74, 73, 70. Caller is the same, and we call at 7 in the morning (see roof of shed). One interviewer left in month two and exactly her families fell to 58. So number 1 is true also in the negative.
      `, { via: 'mail', quoteOf: 2, reactions: { thanks: ['leila', 'farhana', 'ngozi', 'anjali'] } }),
      post('wilnise', ago(60, 14.7), `Petite nuance d’Haïti : le crédit téléphonique « pour tous » est devenu une rumeur, et on nous a appelés pour être dans l’enquête. We now send it at a random hour in the following week. No more rumour.`, { reactions: { thanks: ['leila', 'ngozi'] } }),
      post('farhana', ago(28, 6.8), `Months four to six with Leila’s list, all but the second number: **49 → 57, 61, 62**. The evening attempts gave most. We won back 71 households that I had already written off. Weighted to baseline, the fall in meals per day is 0.4 and not 0.6 as I first reported; I have corrected the brief and told those who received it.`, { edited: true, reactions: { thanks: ['leila', 'ngozi', 'joao', 'pavel', 'hanna', 'tomasi', 'anjali'] } }),
      post('leila', ago(28, 3.1), `Correcting the brief in public is worth more than my whole list. The protocol is now written up with your curves beside mine.`, { reactions: { thanks: ['farhana', 'anjali'] } }),
      post('joyce', ago(27, 5.5), `Consolidated reply in the making, four pages. @farhana @ngozi @pavel @wilnise: I will send each of you your paragraph to approve.`),
    ],
  ),
  discussion(
    { key: 'airtime', type: 'conversation', title: 'Paying respondents: thank-you, wage or bribe?', tags: ['ethics', 'phone surveys', 'incentives'] },
    [
      post('ngozi', ago(142, 4.5), `A client asked us to double the airtime “until the response rate is right”. I said no and could not quite say why. At which point does a thank-you become a wage, and a wage pressure?`, { reactions: { same: ['warsame'] } }),
      post('kwabena', ago(142, 2.1), `My line: would this person feel free to say no? If the sum is a day’s food for someone who has none, then no is expensive. The committee in Kumasi uses “no more than an hour of local casual work”.`, { reactions: { thanks: ['ngozi', 'nour'] } }),
      post('grace', ago(141, 7.3), `The other side: people gave us forty minutes of their market day. Not paying was our habit because *we* were paid. I prefer an honest wage for time, the same for everyone, told in advance, and yours even if you stop halfway.`, { reactions: { thanks: ['mereana', 'ngozi', 'joyce', 'elif', 'khaled'] } }),
      post('ngozi', ago(141, 6.0), `“Yours even if you stop halfway” is the part that I was missing. That makes it a wage and not a bait.`, { reactions: { thanks: ['grace'] } }),
      post('tomasi', ago(140, 22.9), `Public office view: once we pay for one survey, each survey that does not pay loses. We agreed with the universities on one rate and publish it. Took a year.`, { via: 'mail', reactions: { thanks: ['ngozi', 'kwabena'] } }),
      post('mereana', ago(126, 21.6), `With us it is koha: given to the household or the marae, by a person, with words. The sum matters less than whether you stay for the tea. I know that this does not scale to 1,100 phone calls, and perhaps that is information about 1,100 phone calls.`, { reactions: { thanks: ['grace', 'joyce', 'anjali', 'carlos', 'elif'] } }),
      post('ngozi', ago(125, 4.8), `I read that last sentence to my supervisors this morning. Silence, then an argument that lasted until lunch. Thank you, I think.`, { reactions: { thanks: ['mereana'] } }),
    ],
  ),
  discussion(
    { key: 'sms-or-calls', room: 'surveys', type: 'question', title: 'Text messages or calls for a two-question check every fortnight?', tags: ['phone surveys', 'sms'] },
    [
      post('maricel', ago(0, 9.1), `
        After the last typhoon we want to ask 900 households every two weeks: *Is your roof tight? Did you work for pay this week?* Nothing else.

        SMS costs us a tenth of a call, but the last time only 27 % replied, and they were younger and nearer to the road. Does anyone have a mix that works: text first and call those who are silent? In which order, after how many days? I fear to train people to wait for the call.
      `, { reactions: { same: ['wilnise', 'keisha'] } }),
    ],
  ),
];
