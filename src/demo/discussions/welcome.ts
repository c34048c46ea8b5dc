import { ago, discussion, post } from '../write.ts';

export const welcome = discussion(
  { key: 'welcome', type: 'conversation', title: 'Welcome: how this community works', tags: ['community'], pinned: true },
  [
    post('anjali', ago(425, 5.2), `
      Good to have you here. This page is short because you have work to do.

      **Ask.** Use *question* when you need an answer and *conversation* when you want company in thinking. Half-formed is fine. Say what you have tried, and where, for context travels badly.

      **Answer.** Two lines from experience beat a reading list. If an answer helped, mark it; if you used something, press *I used this* and tell us later how it went.

      **By mail or here.** About a third of us read and write by e-mail only, and nobody will know the difference.

      **Three rules.**

      1. People who appear in our data are not here to object. Leave out whatever could identify them.
      2. Disagree with the method, with reasons. Never with the person.
      3. No sales. If you are for hire, your profile may say so.

      @leila, @joyce and I look in every working day. If your question has had no reply in two days, we go and find somebody.
    `, { edited: true, reactions: { thanks: ['tomasi', 'bikash', 'aminata', 'hanna', 'siti', 'carlos', 'grace', 'losa'] } }),
    post('thandi', ago(423, 9.1), `
      A question about rule 2, since I work for a government: will people be frank with me reading along? Half of the stories here will be about people like me.
    `, { reactions: { thanks: ['leila', 'moira'] } }),
    post('joyce', ago(423, 7.4), `
      Stay. If you read something about ministries that stings, that is the service we provide. And please sting back.
    `, { reactions: { thanks: ['thandi', 'anjali', 'hanna', 'siti'] } }),
    post('bikash', ago(417, 3.3), `
      Small request: our valley has electricity in the evening only, so I read in batches. Please put the question into the title. “Help needed!!” I open last.
    `, { via: 'mail', reactions: { same: ['aminata', 'pavel', 'warsame'], thanks: ['anjali'] } }),
    post('anjali', ago(417, 1.0), `
      Thank you, @bikash. I have made it the first habit we teach newcomers: *the title is the question*.
    `),
    post('joyce', ago(203, 6.6), `
      An update after half a year. We tried **consolidated replies**: when a question has drawn more than ten answers, one of us edits them into a short document, checks it with everyone quoted and puts it in the library. Two are done: water-user associations, and consent without reading. If you would like to write the next one, I will sit beside you, so to speak.
    `, { reactions: { thanks: ['anjali', 'farhana', 'bikash', 'kwabena', 'mariaelena'] } }),
  ],
);
