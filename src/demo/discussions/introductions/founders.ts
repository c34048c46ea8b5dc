import type { DemoPost } from '../../types.ts';
import { ago, post } from '../../write.ts';

export const founders: DemoPost[] = [
  post('anjali', ago(424, 22), `
    Tell us who you are, in five lines or so:

    - where you are and what you work on,
    - something you can help others with,
    - **the question that keeps coming back to you**.

    I begin. Anjali, Pune. I help programmes to hold learning reviews that end before people are tired. I can help with rubrics and terms of reference. My question: why do we remember the finding and forget who was supposed to act on it?
  `, { reactions: { thanks: ['leila', 'joyce', 'siti', 'moira'] } }),
  post('leila', ago(424, 20.6), `Leila, Tunis. Panels: I follow the same households until they are tired of me, and then I phone them. I can help with attrition, weights and contracts with survey firms. My question: how much of what we call change is a change of interviewer?`, { reactions: { same: ['tomasi', 'farhana'] } }),
  post('joyce', ago(424, 18.1), `Joyce, Kisumu. County governance, mostly the part where citizens and officials sit in one hall. I can help you return findings to a village without a projector. My question: what would communities evaluate, if they held the budget?`),
  post('thandi', ago(423, 21), `Thandiwe from Bloemfontein, call me Thandi. I manage evaluations inside a provincial government. I can explain why your recommendation was “noted”. My question: what makes a director open page one?`),
  post('leila', ago(423, 19.2), `Welcome @thandi. “Noted” deserves a thread of its own.`),
  post('thandi', ago(423, 18.7), `It will get one. I keep a collection.`),
  post('tomasi', ago(420, 23), `Bula from Suva. Tomasi, household surveys at the statistics office. I can help with sampling where the frame is a set of islands. My question: how do I keep a panel alive when every boat is late?`, { via: 'mail' }),
  post('joyce', ago(420, 17), `Karibu, @tomasi. How many islands do you reach in a round?`),
  post('tomasi', ago(419, 22.4), `Forty-one planned, thirty-eight reached in the last. The other three we reached by radio and apology.`, { via: 'mail', reactions: { thanks: ['joyce', 'bikash'] } }),
  post('yolanda', ago(419, 15), `Hola a todas y todos. Yolanda, Medellín. I harvest outcomes with organisations that defend rivers. I can help you turn “improved coordination” into something that happened on a Tuesday. My question: how do you go back after two years and see if it lasted?`),
  post('anjali', ago(419, 12.5), `“Something that happened on a Tuesday” goes straight onto my wall.`),
  post('hanna', ago(418, 21), `Hanna, Uppsala, and yes, I work for a foundation that funds some of you. I can tell you which parts of a report we really read. My question: what do our requirements cost you, in days?`),
  post('moira', ago(418, 14.3), `Moira here, Inverness. Theory-based evaluation, a great deal of it, some of it wrong. I can read your draft report and be kind. My question: how do we know when a theory of change has died and only the diagram is left?`, { reactions: { same: ['siti', 'thandi', 'anjali'] } }),
  post('hanna', ago(418, 12.8), `@moira you evaluated a programme of ours in the nineties. We still quote the part that annoyed us.`),
  post('moira', ago(418, 11.9), `Then it was worth the rain.`),
  post('bikash', ago(417, 20), `Namaste. Bikash, Pokhara, irrigation. I help farmers’ associations and I can share checklists with drawings. My question: which indicator would a farmer write down without being asked?`, { via: 'mail' }),
  post('ngozi', ago(416, 23), `Ngozi Eze, Enugu. Call centre for surveys: 34 interviewers and eleven languages. I can give you real costs per completed interview. My question: who among you publishes response rates that are not flattering?`),
  post('leila', ago(416, 20.2), `@ngozi 41 % in my last phone round. There, I said it.`),
  post('ngozi', ago(416, 19.9), `38. We shall be friends.`, { reactions: { thanks: ['leila', 'tomasi'] } }),
  post('aminata', ago(411, 22), `Bonjour, je m’appelle Aminata, de Mopti. Je suis des familles d’éleveurs et des jardins maraîchers. Je peux aider pour les enquêtes en fulfulde et en bambara. Ma question : comment interroger celui qui part avec la pluie ?`),
  post('leila', ago(411, 20), `Bienvenue @aminata. Écris en français quand tu veux, nous sommes plusieurs à suivre.`),
  post('siti', ago(409, 23), `Siti, Yogyakarta. I coordinate learning among nine partners. I can help with after-action reviews that take an hour. My question: what remains of learning when the learning officer leaves? I ask because I am the third.`),
  post('moira', ago(409, 14), `Welcome, @siti. What did the first two leave behind?`),
  post('siti', ago(408, 23.1), `A shared drive with 1,100 files and one notebook. The notebook is the useful one.`, { reactions: { thanks: ['moira', 'anjali', 'hanna', 'thandi'] } }),
  post('bikash', ago(408, 20.5), `Photograph the notebook before somebody tidies up.`, { via: 'mail' }),
  post('siti', ago(407, 22), `Done this morning. Thank you, Bikash.`),
  post('joao', ago(397, 16), `Bom dia! João, Recife. I evaluate public policies with the data that municipalities already have. I can help with costs and with R. My question: why does everyone hide what an evaluation costs?`),
  post('hanna', ago(397, 12), `Because we would compare, @joao. Which we should. Welcome.`),
  post('rukhshona', ago(389, 20), `Rukhshona, Dushanbe. I evaluate governance programmes next to a ministry that loves a logframe. I can help with interviews of officials and with Russian and Tajik. My question: how do you report an outcome that nobody planned?`),
  post('yolanda', ago(389, 11.2), `With joy, @rukhshona. Let us talk.`),
  post('rukhshona', ago(388, 19.5), `Joy is not a column in my template, but I will try.`, { reactions: { thanks: ['yolanda', 'anjali'] } }),
  post('farhana', ago(383, 20), `Assalamu alaikum, Farhana from Khulna. Panel of 2,400 households on the delta, round six. I can help with tracking people who moved. My question: is 81 % after five years good, or am I used to it?`),
  post('leila', ago(383, 17.4), `It is very good. Tell me who the other 19 % are and I will tell you if it is good enough.`),
  post('tomasi', ago(382, 22), `81! We are at 74 and felt proud. Welcome, Farhana.`, { via: 'mail' }),
  post('farhana', ago(382, 19), `The 19 % are mostly young couples who went to Dhaka. So, not random at all. Now I am worried in a useful way, thank you @leila.`),
  post('carlos', ago(370, 15), `Carlos Ixquiac, Quetzaltenango. I run surveys in K’iche’ and Mam, languages that most of our respondents speak and do not read. I can help with spoken translation. My question: if the interviewer translates in the moment, who wrote the questionnaire?`, { reactions: { same: ['aminata'], thanks: ['anjali', 'leila'] } }),
  post('aminata', ago(369, 21), `C’est exactement mon problème avec le fulfulde. Bienvenue @carlos.`),
  post('carlos', ago(369, 14.6), `Merci! We can complain together in two languages that we both speak badly.`),
  post('kwabena', ago(359, 18), `Kwabena, Kumasi. Data protection, servers, and the unpopular question “do you need the date of birth?” I can help with consent texts and with anonymising files. My question: has anybody ever exercised the rights that we promise in the consent form?`),
  post('thandi', ago(359, 15.5), `Once, in eleven years. She wanted her photograph off our annual report. She was right.`),
  post('kwabena', ago(359, 14.9), `That one case belongs in every training. Thank you.`, { reactions: { thanks: ['thandi', 'joyce'] } }),
  post('pavel', ago(351, 19), `Good day. Pavel, Osh. Monitoring officer for pastures and orchards in the mountains. I can share cleaning scripts. My question: how to follow up in winter when the pass is closed and phone is on roof of the shed where is signal.`, { via: 'mail' }),
  post('rukhshona', ago(351, 16.8), `Салом, сосед! The shed roof is in our survey too.`),
  post('pavel', ago(350, 20), `Then you know. Best response is at 7 in the morning, they climb to check weather anyway.`, { via: 'mail', reactions: { thanks: ['rukhshona', 'ngozi', 'leila'] } }),
];
