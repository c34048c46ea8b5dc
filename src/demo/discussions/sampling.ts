import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Whom to ask, and how many. */
export const sampling: DemoDiscussion[] = [
  discussion(
    { key: 'nomads', room: 'surveys', type: 'question', title: 'Sampling people who will have moved by the time we arrive', tags: ['sampling', 'pastoralists', 'panels'], acceptedPost: 1 },
    [
      post('bayarmaa', ago(178, 3.7), `
        We must interview 600 herder households twice, a year apart. The register of the district is a list of where people *were*. In the pilot we found 31 of 50 at the recorded winter place, and the 19 others were not random: they had the most animals.

        How do you draw a sample, and how do you find the same people again?
      `, { reactions: { same: ['warsame', 'aminata', 'tigist'] } }),
      post('aminata', ago(177, 21.5), `Nous tirons les points d’eau, pas les villages. Liste des puits et mares avec les vétérinaires, tirage avec probabilité selon le nombre d’animaux abreuvés, puis un troupeau sur cinq à l’arrivée au puits. In short: sample wells, then herds at the well. Problem: a rich herd comes more often, so ask “how many days in the last ten did you water here or elsewhere” and weight by it.`, { reactions: { thanks: ['bayarmaa', 'warsame'] } }),
      post('warsame', ago(177, 4.9), `Same at our side. I add one thing: go on two days, a market day and another. On market day half of the men are away and the boys answer, kindly and wrongly.`, { reactions: { thanks: ['aminata', 'bayarmaa'] } }),
      post('tigist', ago(176, 17.0), `How large are your design effects with wells? Ours was 3.4 for livestock numbers and only 1.5 for diet.`),
      post('bayarmaa', ago(174, 2.8), `
        I can answer the second half of my own question, from the older study. We re-found **83 of 100** after one year. What brought it from 61 to 83:

        1. Three phone numbers: own, a relative in the centre, the veterinarian who vaccinates their animals.
        2. Ask for the *plan*: “where in summer, where if there is no grass there”. People have plans.
        3. A call each season that asks nothing except how the animals are. It costs little and they expect it.
        4. The vaccination calendar: everyone passes there in spring.

        The 17 whom we lost: 6 sold all animals and moved to the city, 4 died or divorced, 7 nobody knows.
      `, { reactions: { thanks: ['warsame', 'aminata', 'tigist', 'leila', 'farhana', 'tomasi'], used: ['warsame'] } }),
      post('leila', ago(174, 0.4), `@bayarmaa those six who sold everything are your most important finding. Keep them in the panel as city households, by phone if needed. If you drop them, your programme looks better than it is.`, { reactions: { thanks: ['bayarmaa', 'warsame', 'hanna'] } }),
      post('bayarmaa', ago(173, 2.2), `You are right and it hurts the budget. We will follow them.`),
      post('warsame', ago(66, 5.6), `Coming back: we tried the veterinarian and the season call with 180 households. After seven months 158 reached. Without it, in the year before, 109 of 180. The veterinarian asked for a fee per introduction; we gave a fee per *month* instead, so that he does not invent relatives.`, { reactions: { thanks: ['bayarmaa', 'aminata', 'leila', 'tigist'] } }),
      post('aminata', ago(65, 19.2), `La rémunération au mois, c’est très sage. Je note.`, { via: 'mail' }),
    ],
  ),
  discussion(
    { key: 'thirty-eight', room: 'surveys', type: 'question', title: '38 villages in all: do I need significance tests at all?', tags: ['sampling', 'small populations'], acceptedPost: 2 },
    [
      post('keisha', ago(97, 8.2), `Our programme works in all 38 villages of one island. We visited every one, at start and now. The funder’s reviewer asks for p-values on the change. But I have everybody! What would I be generalising to? I suspect that I am half right.`, { reactions: { same: ['losa', 'agus'] } }),
      post('tomasi', ago(97, 0.6), `For the island as it was that month: no test, you counted. I would write the number and the sentence “all villages were visited”.`, { via: 'mail' }),
      post('joao', ago(96, 15.5), `
        Half right is exact. It depends on the sentence that you want to write.

        - “In 38 villages, 21 repaired their drains” is a fact. No test.
        - “The programme *made* villages repair drains” is a claim about a process that might have gone otherwise. There the question is how easily this would come by chance, and a permutation test says it with no assumption about sampling.
        - “The next island will do the same” is a bet. No test helps, only reasons.

        ~~~r
        obs <- with(v, mean(change[early == 1]) - mean(change[early == 0]))
        sim <- replicate(9999, { e <- sample(v$early)
                                 mean(v$change[e == 1]) - mean(v$change[e == 0]) })
        mean(abs(sim) >= abs(obs))
        ~~~

        You have villages that began early and late? Then you can use this.
      `, { reactions: { thanks: ['keisha', 'tomasi', 'losa', 'leila', 'moira'], used: ['keisha'] } }),
      post('moira', ago(96, 12.9), `Add measurement error, which does not vanish because everyone was visited. If two visitors would score the same drain differently in one case out of five, 21 of 38 is softer than it looks.`, { reactions: { thanks: ['keisha', 'bikash'] } }),
      post('keisha', ago(80, 9.0), `We had 17 early and 21 late villages. Permutation p = 0.03, and I scored ten drains twice with a colleague: agreement on nine. The reviewer accepted all three sentences and the distinction. I have never enjoyed an annex so much.`, { reactions: { thanks: ['joao', 'moira', 'tomasi', 'hanna'] } }),
    ],
  ),
  discussion(
    { key: 'design-effect', room: 'surveys', type: 'question', title: 'Intra-cluster correlation from a pilot of six villages: usable or superstition?', tags: ['sampling', 'r', 'pilots'], acceptedPost: 1 },
    [
      post('tigist', ago(288, 5.0), `I must plan a sample: about 15 households in each of some number of kebeles. From a pilot of six kebeles the ICC for dietary diversity is 0.04, with an interval from 0 to 0.19. With 0.04 I need 48 kebeles, with 0.12 I need 82. The director asks me which. Is a pilot ICC worth anything?`),
      post('leila', ago(288, 2.2), `
        Six clusters tell you almost nothing about the ICC. Borrow instead: take it from earlier surveys of the *same indicator* in similar places, several of them, and use something like the upper third. I keep a small table, yours to use and extend:

        | Indicator | surveys | median | upper third |
        |---|---:|---:|---:|
        | Dietary diversity score | 9 | 0.07 | 0.11 |
        | Improved water source | 12 | 0.28 | 0.36 |
        | School attendance | 8 | 0.06 | 0.09 |
        | Livestock owned (log) | 5 | 0.15 | 0.21 |
        | Member of any group | 7 | 0.19 | 0.24 |

        Then fewer households per village and more villages, until the driver complains.
      `, { edited: true, reactions: { thanks: ['tigist', 'farhana', 'tomasi', 'pavel', 'joao'], used: ['tigist', 'farhana'] } }),
      post('farhana', ago(287, 17.3), `For the delta: dietary diversity 0.09 (round 1), 0.06 (round 4), water source 0.41 because of the salt. Please add.`, { reactions: { thanks: ['leila'] } }),
      post('tomasi', ago(286, 23.0), `Outer islands, group membership 0.33. Everyone is in the church group or nobody.`, { via: 'mail', reactions: { thanks: ['leila'] } }),
      post('tigist', ago(270, 6.6), `Planned with 0.11 and 12 per kebele: 66 kebeles. The real survey gave 0.10. So, no superstition. Pilot is for the questions, table is for the ICC.`, { reactions: { thanks: ['leila', 'farhana'] } }),
    ],
  ),
];
