import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Instruments: forms, coordinates, translation. */
export const forms: DemoDiscussion[] = [
  discussion(
    { key: 'kobo-repeat', type: 'question', title: 'Kobo: carrying names from a roster into later questions without losing the order', tags: ['kobo', 'odk', 'forms'], acceptedPost: 1 },
    [
      post('tigist', ago(109, 4.8), `In the roster I ask name, sex, age. Later I want a plot table: “Who decides on this plot?” with the names as choices. With *indexed-repeat* it works, until the enumerator deletes a member in the middle. Then Almaz has the age of her husband. What is the safe way?`, { reactions: { same: ['pavel', 'agus'] } }),
      post('kwabena', ago(109, 1.9), `
        Do not delete rows. Teach and design for it:

        1. In the roster, a first question “Is this person still to be listed?” with default yes. Wrong entry: answer no, the row stays and is not relevant afterwards.
        2. Give each row its own label:

        ~~~text
        calculate  m_pos  position(..)
        calculate  m_lab  concat(\${m_pos}, ' ', \${m_name})
                          relevant: \${m_keep} = 'yes'
        ~~~

        3. Use the repeat itself as the list of choices: *select_one \${m_name}* in the type column, with a filter on the row being kept. Choices then come from the rows as they are *now*.
        4. Export the label together with the number. When they disagree, you know at once.

        Point 3 needs a recent client, test on the oldest tablet that you own.
      `, { edited: true, reactions: { thanks: ['tigist', 'pavel', 'agus', 'celeste'], used: ['tigist', 'pavel'] } }),
      post('pavel', ago(108, 18.6), `Oldest tablet here is from 2017 and point 3 works, but slow with more than 14 members. We have families of 19.`, { via: 'mail', reactions: { thanks: ['kwabena'] } }),
      post('tigist', ago(108, 3.2), `Works, thank you. I also show the label in the question text, “Almaz, 34”, and the enumerators found two errors in the first hour, which before would have gone into the data.`),
      post('agus', ago(15, 20.0), `Very late, but I used this for household lists in the village plan. For large families we split into two groups, adults and children, and it is fast again.`, { reactions: { thanks: ['kwabena', 'pavel'] } }),
    ],
  ),
  discussion(
    { key: 'gps', type: 'question', title: 'GPS points drift to the neighbours’ houses. How precise must they be?', tags: ['gps', 'forms', 'data protection'], acceptedPost: 2 },
    [
      post('celeste', ago(186, 4.1), `We record the household point to find it again. Accuracy says 8 metres, but on return, one in five points is at a neighbour. In narrow yards this is the wrong house. Should I force accuracy below 5?`),
      post('bayarmaa', ago(185, 22.4), `Waiting for 5 metres below a metal roof takes minutes and batteries. Let them walk to the gate and take the point there; write the *gate*, not the house, in the instruction.`, { reactions: { thanks: ['celeste'] } }),
      post('farhana', ago(185, 3.7), `Point for the path, words for the door. We add one text: “From this point, how would you tell a cousin to find the house?” With both we found 97 %. The cousin question is better than any satellite.`, { reactions: { thanks: ['celeste', 'tigist', 'warsame', 'carlos', 'keisha'], used: ['celeste', 'keisha'] } }),
      post('kwabena', ago(185, 1.0), `And then keep both in a separate file with its own key, deleted after the next round. A point with 8 metres is a name.`, { reactions: { thanks: ['farhana', 'oksana', 'zarmina'] } }),
      post('celeste', ago(149, 5.2), `Second round done. With gate and cousin: 188 of 196 found at the first knock. Obrigada!`, { reactions: { thanks: ['farhana', 'bayarmaa'] } }),
    ],
  ),
  discussion(
    { key: 'translation', type: 'conversation', title: 'Back-translation found nothing wrong. The respondents did', tags: ['translation', 'questionnaires', 'cognitive interviews'] },
    [
      post('carlos', ago(358, 15.4), `
        A small story about a large budget line. Our module on “stress” went from English to Spanish to K’iche’ and back, by two agencies, perfect match. Then twelve interviews with thinking aloud. Ten of twelve women understood “In the past month, how often did you feel overwhelmed?” as **“how often did somebody carry too much onto you”**: firewood.

        The back-translator understood the English behind the K’iche’, because he knew it. So back-translation tests translators, not questions.

        What we do now: spoken translation, three interviewers in a room, recorded, until all say the same; then the recording is the questionnaire.
      `, { reactions: { thanks: ['aminata', 'grace', 'thanhha', 'nour', 'joyce', 'leila', 'rukhshona'], same: ['aminata', 'nour'] } }),
      post('aminata', ago(357, 20.0), `Nous avons le même cas avec « inquiétude », qui en fulfulde devient une maladie du bétail. J’adopte l’enregistrement.`, { reactions: { thanks: ['carlos'] } }),
      post('hanna', ago(356, 14.2), `What does the room with three interviewers cost? We never see it in proposals, and I would approve it.`),
      post('carlos', ago(356, 3.8), `Two days for four people, one recorder, lunch: 640 dollars per language. The two agencies together were 2,900.`, { reactions: { thanks: ['hanna', 'anjali', 'moira'] } }),
      post('moira', ago(355, 13.5), `I have quoted back-translation as a mark of quality in more reports than I care to count. Consider me told.`, { reactions: { thanks: ['carlos'] } }),
      post('thanhha', ago(225, 18.3), `
        My friendly disagreements, as announced:

        1. The recording fixes the words, not the *melody*. In a tonal language the interviewer’s melody carries the answer expected. We rehearse with somebody who wants to please, and listen for it.
        2. Three interviewers agree easily if one is the eldest. I let each record alone first.
        3. Back-translation is not useless: done by somebody who has **never seen the English**, from the recording, it finds numbers, negations and time spans that were lost. That is worth half a day.
      `, { reactions: { thanks: ['carlos', 'nour', 'aminata', 'elif', 'zarmina'], used: ['carlos', 'nour'] } }),
      post('carlos', ago(225, 13.0), `1 and 3 accepted. On 2: the eldest in our group was wrong and the youngest told her so, in K’iche’, with great courtesy; it took twenty minutes and I wish I had recorded *that*.`, { reactions: { thanks: ['thanhha', 'joyce'] } }),
      post('grace', ago(224, 7.1), `For Ugandan Sign Language a recording is the only questionnaire there is. We film two signers, one from the north. If you ever wondered whether a video questionnaire can work: yes, and the interviewers also improve, since they see it done.`, { reactions: { thanks: ['carlos', 'thanhha', 'anjali', 'tigist'] } }),
      post('zarmina', ago(62, 5.9), `We recorded Dari and Pashto by women’s voices for women’s interviews. Interviewers may play it from the phone when they feel unsure. Refusals on the health questions went from 14 % to 5 %. I think because the recording asked, and not a neighbour’s daughter.`, { reactions: { thanks: ['carlos', 'grace', 'leila', 'thanhha', 'khaled'] } }),
    ],
  ),
];
