import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Panels that must stay comparable. */
export const panels: DemoDiscussion[] = [
  discussion(
    { key: 'baseline-firm', room: 'surveys', type: 'question', title: 'How do you keep a baseline honest when the survey firm changes midway?', tags: ['data quality', 'baselines', 'panels'], acceptedPost: 1 },
    [
      post('tomasi', ago(2, 2.3), `
        Our panel has run since 2023 with one firm. Procurement now brings another, halfway to endline. The first pilot with the new team moved three of our eleven outcome means by more than a standard error, on people whom we had asked four weeks before.

        Has anyone kept a comparison alive through this? I can share the questionnaires and both training manuals.
      `, { reactions: { same: ['farhana', 'keisha'] } }),
      post('leila', ago(1, 4.1), `
        > three of our eleven outcome means

        We overlapped the two teams for one month on a random tenth of the sample and carried the difference as a correction with its own error. It cost 4 % of the survey budget and saved the comparison.

        The part that does the work is small:

        ~~~stata
        * overlap: the same households, both firms, random order
        keep if overlap == 1
        gen byte new = firm == 2
        mixed outcome i.new || hhid: , vce(cluster team)
        scalar shift = _b[outcome:1.new]
        scalar se_sh = _se[outcome:1.new]
        * endline mean on the old scale; add se_sh in quadrature
        ~~~

        If there is no money for overlap: keep two of the old supervisors. It explained half of our shift.
      `, { quoteOf: 0, reactions: { thanks: ['tomasi', 'farhana', 'anjali', 'tigist', 'keisha'], used: ['pavel'] } }),
      post('pavel', ago(0, 6.2), `Same for me two years ago. We did not overlap, and regret it. What helped afterwards was re-interviewing 60 households with both teams. Happy to talk on the next call of the group.`, { via: 'mail', reactions: { thanks: ['tomasi'] } }),
      post('tomasi', ago(0, 2.1), `Thank you both. I have asked procurement for an overlap month in the new contract; they asked what it is for, and I showed them the three means. I marked Leila’s answer and will come back with the shift that we find.`, { reactions: { thanks: ['leila'] } }),
    ],
  ),
  discussion(
    { key: 'attrition', room: 'surveys', type: 'question', title: 'Weights for attrition: when is a simple model enough?', tags: ['panels', 'weights', 'attrition', 'stata'], acceptedPost: 2 },
    [
      post('farhana', ago(231, 4.6), `
        Round six, 2,400 households at the start, 81 % found. Those who left are mostly young couples, gone to the garment districts. I have a logit for being found, with 22 covariates from round one, and the weights run from 1.0 to 9.7. My director says: “just trim”. I do not like trimming without a reason.

        What do you do?
      `, { reactions: { same: ['tigist', 'warsame'] } }),
      post('tomasi', ago(230, 20.4), `We use response classes: sex and age of head by island group, 14 classes, and nothing else. Boring, and I can explain it to the minister’s office in a minute.`, { via: 'mail', reactions: { thanks: ['farhana'] } }),
      post('leila', ago(230, 8.9), `
        Two thoughts before the technique.

        **First** ask whether the outcome differs by the chance of being found. Run your main regression unweighted, then with the weights. If the answer moves by less than its own standard error, report unweighted and put the weighted in an annex. You owe the reader a comparison, not the fanciest weight.

        **Second**, 22 covariates predict noise too. I keep those that predict *both* leaving and the outcome, seldom more than six:

        ~~~stata
        logit found i.headage_c i.educ_c migrant_kin own_land phone, vce(cluster village)
        predict p, pr
        xtile g = p, nq(10)
        bysort g: egen pbar = mean(found)   // classes, not raw p
        gen w = 1/pbar if found == 1
        summarize w, detail
        ~~~

        Tenths of the score instead of the raw score took our largest weight from 11 to 2.8 without any trimming.
      `, { reactions: { thanks: ['farhana', 'tigist', 'tomasi', 'bayarmaa', 'joao'], used: ['farhana', 'tigist'] } }),
      post('joao', ago(229, 14.3), `I agree with classes. I disagree with the annex, politely: choose *before* looking at which one flatters. We write the rule into the analysis plan: weighted is main, unweighted is the check.`, { reactions: { thanks: ['leila', 'moira'] } }),
      post('leila', ago(229, 12.0), `@joao is right. Plan first. My sentence above invites fishing.`, { reactions: { thanks: ['joao'] } }),
      post('tigist', ago(228, 18.8), `How do you treat households that split? Our leavers are often half a household.`),
      post('farhana', ago(228, 16.1), `We follow the original spouse pair and one random child above 15. When a son marries and stays in the district he becomes a new unit with half the weight of the parent house. It is written on one page, I will share it in this room.`, { reactions: { thanks: ['tigist', 'warsame'], used: ['tigist'] } }),
      post('farhana', ago(204, 5.7), `
        Coming back as promised. Five covariates, ten classes, largest weight 2.6. Main effect on food security: 0.31 weighted, 0.34 unweighted, standard error 0.09. So the quarrel with my director was about nothing, which is also a finding. He has allowed me to put it into the report.
      `, { edited: true, reactions: { thanks: ['leila', 'joao', 'tomasi', 'tigist', 'ngozi'] } }),
    ],
  ),
  discussion(
    { key: 'household', room: 'surveys', type: 'conversation', title: 'Who is the household? Our definition lost a third of the grandmothers', tags: ['questionnaires', 'definitions'] },
    [
      post('nour', ago(118, 6.5), `
        We defined a household as people who “eat from the same pot and sleep under the same roof”. In cognitive interviews in two governorates a third of the older women who live with a son’s family were not listed by him: she eats with the daughter next door. On paper she lived nowhere.

        Which wording has survived in your surveys?
      `, { reactions: { same: ['thanhha', 'carlos'] } }),
      post('bayarmaa', ago(118, 1.1), `For herders the pot works and the roof does not. We ask “who spent at least 15 of the last 30 nights with this camp”, then “who else eats from this camp’s animals”. Two lists, and the second finds the students and the grandmothers.`, { reactions: { thanks: ['nour', 'warsame'] } }),
      post('carlos', ago(117, 16.2), `We stopped defining. We ask: *¿por quién cocina usted?* For whom do you cook? Then we ask each woman who cooks in the compound the same. Whoever is on no list gets a visit.`, { reactions: { thanks: ['nour', 'joyce', 'grace', 'anjali'] } }),
      post('grace', ago(117, 8.4), `Please add: “Is there anyone who does not come out when visitors come?” In our pilots this sentence added 2.1 % to the roster, and more than half of them were people with a disability.`, { reactions: { thanks: ['nour', 'carlos', 'tigist', 'khaled'], used: ['tigist'] } }),
      post('tomasi', ago(116, 22.3), `As a statistics office we cannot change the definition without breaking the series with the census. But probes we may add. I am adding Grace’s and Carlos’s as probes *after* the standard question, and we count what they bring.`, { via: 'mail', reactions: { thanks: ['grace'] } }),
      post('nour', ago(81, 5.9), `We did the same, standard question first, probes after. In 412 households the probes added 61 people: 38 women over sixty, 9 people with a disability, 14 children at an uncle’s. I am keeping them.`, { reactions: { thanks: ['grace', 'carlos', 'tomasi', 'leila'] } }),
    ],
  ),
  discussion(
    { key: 'back-checks', room: 'surveys', type: 'question', title: 'What share of interviews do you back-check, and what do you do when one fails?', tags: ['data quality', 'supervision'], acceptedPost: 3 },
    [
      post('pavel', ago(163, 6.1), `Our donor writes “10 % back-checks”. We do 10 % random and we find little, 2–3 % of problems. In the same time a colleague found by chance an interviewer who filled 14 forms at home. So random 10 % did not see him. What is your practice?`, { via: 'mail', reactions: { same: ['tigist'] } }),
      post('ngozi', ago(163, 3.8), `Random is for the report, targeted is for the truth. We choose half of the checks from a list that the computer makes each night: very short interviews, too many “don’t know” on the roster (fewer members means fewer questions!), identical answers in a row, GPS far from the village.`, { reactions: { thanks: ['pavel', 'farhana'] } }),
      post('tigist', ago(162, 19.4), `
        The nightly list in R, in case it helps:

        ~~~r
        flags <- d |>
          group_by(enumerator) |>
          summarise(n        = n(),
                    fast     = mean(minutes < quantile(d$minutes, .05)),
                    skips    = mean(roster_size <= 2),
                    straight = mean(apply(pick(q21:q30), 1, \\(x) length(unique(x)) == 1))) |>
          mutate(score = fast / .05 + skips / mean(d$roster_size <= 2) + 3 * straight) |>
          arrange(desc(score))
        ~~~

        We look at the top three names, not at a threshold. And we say to everybody on the first day that the list exists.
      `, { reactions: { thanks: ['pavel', 'ngozi', 'kwabena'], used: ['pavel', 'warsame'] } }),
      post('farhana', ago(162, 5.2), `
        Our rule, after many quarrels:

        | What | How many | Who | When |
        |---|---|---|---|
        | Random back-check, 8 questions that cannot change in a week | 5 % | another team | within 3 days |
        | Targeted by the nightly list | 5–8 % | supervisor | next day |
        | Listening to audio of two consented minutes | 10 % | office | weekly |

        When one fails we re-do *all* interviews of that person that week, with pay for whoever repeats them, and we talk first. Of nine failures in six rounds four were tablets with wrong dates, two were misunderstanding, three were invention. Three left. The others became careful.
      `, { reactions: { thanks: ['pavel', 'ngozi', 'tigist', 'leila', 'tomasi', 'bayarmaa'], used: ['pavel'] } }),
      post('zarmina', ago(60, 6.3), `One caution. In places where calling back makes a woman visible to her family, a back-check is not neutral. We check with the head teacher that the visit took place, and with the woman only if she agreed at the end of the interview.`, { reactions: { thanks: ['farhana', 'khaled', 'grace', 'leila'] } }),
      post('pavel', ago(36, 4.4), `Report after one season: list of the top three found two cases in the first week, one was the tablet and one was invention. The random checks found nothing again. Donor agreed to count both together as the 10 %. Thank you all, I put @zarmina’s caution in the manual also.`, { via: 'mail', reactions: { thanks: ['tigist', 'farhana', 'zarmina'] } }),
    ],
  ),
];
