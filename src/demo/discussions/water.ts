import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Water associations and pumps. */
export const water: DemoDiscussion[] = [
  discussion(
    { key: 'wua-indicators', type: 'question', title: 'Indicators for water-user associations: which ones would farmers keep?', tags: ['water', 'indicators', 'associations', 'consolidated reply'], acceptedPost: 3, closed: true },
    [
      post('bikash', ago(273, 6.3), `
        Our programme has 34 indicators for associations: trainings, by-laws, share of women in committee, fee collection, and so on. When the project ends, nobody will fill these.

        I look for **five or fewer** that a farmers’ association would keep for its own use. Which did you see alive two years after a project?
      `, { via: 'mail', reactions: { same: ['mariaelena', 'aminata', 'rukhshona'] } }),
      post('mariaelena', ago(272, 14.8), `En Cusco sobrevivieron dos: the list of turns (who had water, when, and who complained), and the list of work days owed. Both are kept because somebody quarrels if they are not. My rule: *an indicator survives if a quarrel depends on it.*`, { reactions: { thanks: ['bikash', 'joyce', 'anjali', 'rukhshona'] } }),
      post('rukhshona', ago(272, 6.9), `Tajikistan: fee collection survives but is false. They report 90 % because below 80 the district sends somebody. Real number I found by asking the mirab how he was paid: in wheat.`, { reactions: { thanks: ['bikash', 'moira'] } }),
      post('pavel', ago(271, 18.0), `
        In Osh region after project (2 years) 11 of 16 associations still write these:

        1. Days from request to water at the *last* field of the canal. They call it “tail days”.
        2. Money in box on first of April, before repairs. One number, said aloud at the meeting.
        3. Number of gates that close. They walk and count, takes half a day.
        4. Conflicts brought to the council and ended there.

        Not alive: by-laws, share of trained, women in committee (they wrote same wives every year; see real question below). Tail days is the best: if tail has water then everything else more or less works.
      `, { via: 'mail', reactions: { thanks: ['bikash', 'mariaelena', 'rukhshona', 'anjali', 'farhana', 'aminata', 'hanna'], used: ['bikash', 'mariaelena'] } }),
      post('joyce', ago(271, 6.5), `What is the real question on women, @pavel?`),
      post('pavel', ago(270, 18.9), `Who has the key. In 3 of 16 a woman has the key of the main gate. In these 3 tail days are lower, but 3 is 3.`, { via: 'mail', reactions: { thanks: ['joyce', 'grace', 'tigist'] } }),
      post('aminata', ago(269, 19.6), `Pour nos périmètres maraîchers, ce sont les femmes qui tiennent le cahier. Elles gardent : le nombre de planches arrosées après 17 heures (quand l’eau manque, on arrose la nuit). Cela ne coûte rien et dit tout.`, { reactions: { thanks: ['bikash', 'pavel'] } }),
      post('farhana', ago(268, 4.0), `Polder committees, Khulna: “days with salt at the gate” is kept by the sluice man, in chalk. And the date of the first transplanting. Both survived three projects.`, { reactions: { thanks: ['bikash'] } }),
      post('leila', ago(267, 12.5), `A caution on tail days: they depend on rain. Compare with the head of the *same* canal, then the year cancels out. Ratio tail to head.`, { reactions: { thanks: ['pavel', 'bikash', 'joao'] } }),
      post('bikash', ago(266, 3.1), `@leila very good. Farmers do this themselves: “he has it in two days, I in nine”.`, { via: 'mail', reactions: { thanks: ['leila'] } }),
      post('hanna', ago(265, 14.7), `For my understanding: if you report only these four, what do I lose as a funder that I have now with 34?`),
      post('bikash', ago(264, 3.6), `You lose 30 numbers, of which I invented perhaps ten and my colleagues the rest. I say it with respect.`, { via: 'mail', reactions: { thanks: ['hanna', 'thandi', 'moira', 'siti', 'anjali', 'luc'] } }),
      post('hanna', ago(264, 1.0), `Then I lose nothing. Please propose the four in the next report and quote me.`, { reactions: { thanks: ['bikash', 'thandi', 'tigist'] } }),
      post('joyce', ago(240, 6.6), `
        **Consolidated reply.** Nine contributors, nine countries. The short version:

        | Indicator | Kept by | Why it survives |
        |---|---|---|
        | Tail days against head days | water master | the quarrel depends on it |
        | Money in the box before repairs | treasurer, said aloud | everybody hears it |
        | Gates that close | walk together, once a year | half a day, ends with a meal |
        | Conflicts ended in the association | council | pride |

        Plus one question instead of a quota: *who has the key?* The four pages with everyone’s cases are in the library. Thank you all; I close this thread so that it stays readable. Continue in a new one when you have tried them.
      `, { reactions: { thanks: ['bikash', 'pavel', 'mariaelena', 'hanna', 'rukhshona', 'aminata', 'farhana', 'serah'], used: ['mariaelena', 'serah', 'bikash'] } }),
    ],
  ),
  discussion(
    { key: 'tail-days', type: 'conversation', title: 'Tail days, one year on: what happened when associations kept them', tags: ['water', 'indicators', 'associations'] },
    [
      post('bikash', ago(33, 4.0), `
        In the closed thread I promised results. 23 associations, one season with *tail days against head days*, money in the box, gates, conflicts.

        - 19 of 23 kept all four until harvest without any visit of ours.
        - Median ratio tail to head: 3.8 in the first month, 2.4 in the last. I do not say “because of”; rain was kind.
        - Four stopped. In three the water master changed, in one he was ashamed of the number.
        - What I did not expect: 8 associations read the ratio aloud to the *next* association on the same river.
      `, { via: 'mail', reactions: { thanks: ['pavel', 'mariaelena', 'leila', 'hanna', 'joyce', 'anjali', 'rukhshona'] } }),
      post('mariaelena', ago(32, 14.6), `¡Qué alegría! Here 6 juntas use it. One changed the words: not “last field” but “Doña Saturnina’s field”. Everybody knows where it is and nobody wants to explain to her.`, { reactions: { thanks: ['bikash', 'carlos', 'joyce', 'yolanda'] } }),
      post('hanna', ago(32, 12.1), `The four are now an accepted set in our guidance for irrigation. Thirty numbers have gone to rest.`, { reactions: { thanks: ['bikash', 'thandi', 'pavel', 'keisha'] } }),
      post('leila', ago(31, 17.2), `“Rain was kind”: do you have the ratio in associations that did not keep it? Even ten, asked once at the end, would tell us something.`),
      post('bikash', ago(30, 3.9), `I have 9 neighbours, asked in the last month: median 3.1. Against 2.4. Small, not random, and I am smiling anyway.`, { via: 'mail', reactions: { thanks: ['leila', 'mariaelena'] } }),
      post('serah', ago(1, 1.1), `Our committees have tanks and not canals, but “days until the last house has water” after the pump is started, I can ask that tomorrow. Thank you for this one.`, { reactions: { thanks: ['bikash', 'tomasi'] } }),
    ],
  ),
  discussion(
    { key: 'handpumps', type: 'question', title: 'Pump “functional: yes/no” tells me nothing. What do you record instead?', tags: ['water', 'indicators', 'forms'], acceptedPost: 2 },
    [
      post('celeste', ago(57, 5.3), `84 % of pumps are functional, for six years, always 84 %. When I visit, some give a glass of water after forty strokes and are “yes”. And a pump which was broken for eleven months and repaired last week is also “yes”. What do you record?`, { reactions: { same: ['agus', 'wilnise', 'aminata'] } }),
      post('aminata', ago(56, 20.1), `Le temps pour remplir un seau de vingt litres, et depuis combien de jours la dernière panne. Deux chiffres, tout le monde peut les vérifier.`, { reactions: { thanks: ['celeste', 'wilnise'] } }),
      post('tigist', ago(56, 5.9), `
        Three things, two minutes, no judgement by the visitor:

        1. **Strokes until water**, and seconds to fill 20 litres.
        2. **Days without water in the last 30**, asked from two users separately, at the pump, not from the committee.
        3. **How long did the last repair take**, from stop to water, and who paid.

        Then “functional” is computed at the desk with a rule that you can change later. With ours 79 % were working on the day and only 58 % gave enough water on at least 27 of 30 days. The second number moved the budget for spare parts; the first had not moved anything in years.
      `, { reactions: { thanks: ['celeste', 'aminata', 'bikash', 'serah', 'losa', 'anjali'], used: ['celeste', 'serah'] } }),
      post('joao', ago(55, 15.6), `Compare also with the ledger of spare parts, if there is one. In one state the parts told us which pumps were dead, better than visits.`, { reactions: { thanks: ['celeste'] } }),
      post('celeste', ago(12, 4.7), `First 60 pumps: 83 % yes as always. Enough water on 27 of 30 days: 51 %. Median repair 46 days. I presented the 46 and not the 51, since 46 has somebody who can do something about it. Parts will now be kept in three places instead of one.`, { reactions: { thanks: ['tigist', 'aminata', 'thandi', 'hanna', 'bikash', 'joao'] } }),
    ],
  ),
];
