import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** The room of the annual gathering. */
export const gathering: DemoDiscussion[] = [
  discussion(
    { key: 'kigali-sessions', room: 'kigali-2027', type: 'conversation', title: 'Which session would you lead, without slides?', tags: ['gathering', 'sessions'], pinned: true },
    [
      post('jeanpaul', ago(68, 6.0), `
        Three days, twelve sessions of 75 minutes, no slides before lunch. A session is something that the people in the room *do*. Please offer in this form:

        - a title that is a question,
        - what we do in the 75 minutes,
        - what we take home that we did not have.

        I begin. **Who signed for this target?** We take a real performance contract of a district (with its permission), and each small group plays one office. We take home: where in the chain the target stopped meaning anything.
      `, { reactions: { thanks: ['anjali', 'thandi', 'fatou', 'hanna'] } }),
      post('grace', ago(67, 8.1), `**What did you just assume?** Interviews in pairs, in silence, with cards and hands only. Then the six functioning questions properly. You take home the drawings and a small humility. I need two sign interpreters, not one: they change every twenty minutes.`, { reactions: { thanks: ['jeanpaul', 'anjali', 'joyce', 'celeste', 'mereana', 'tigist'] } }),
      post('jeanpaul', ago(67, 4.8), `Two interpreters are booked, @grace, for all three days and the evening.`, { reactions: { thanks: ['grace', 'anjali'] } }),
      post('kwabena', ago(64, 5.2), `**Can I find you?** I bring an “anonymous” file of 300 invented households. In groups you have forty minutes to find the one person described on a card. Someone finds her in about six. Take home: a checklist that you will believe.`, { reactions: { thanks: ['jeanpaul', 'keisha', 'ngozi', 'leila', 'thandi'] } }),
      post('thandi', ago(63, 6.7), `**Noted.** A court: evaluator, director, treasury, citizen. Real recommendations, names removed. The jury decides “by when”, “not us, but” or “no, because”. Bring one of yours that died.`, { reactions: { thanks: ['jeanpaul', 'fatou', 'hanna', 'luc', 'joyce'] } }),
      post('losa', ago(19, 20.2), `I am new, may I offer too? **What may we stop?** Everybody brings the list of what they monitor. In threes you cross out half. What remains has to fit on your hand.`, { reactions: { thanks: ['jeanpaul', 'anjali', 'hanna', 'celeste', 'thandi', 'bikash', 'mereana'] } }),
      post('jeanpaul', ago(19, 5.1), `@losa that is now the opening of day one. We have five; seven places are free. A session in French would be welcome, and one that is entirely outdoors.`, { reactions: { thanks: ['losa', 'fatou'] } }),
      post('bikash', ago(10, 4.4), `Outdoors: **Where does the water go?** We walk one canal or drain from head to tail, in two groups that start at opposite ends, and compare what we counted. Needs shoes. I do not need a projector, and I am glad.`, { via: 'mail', reactions: { thanks: ['jeanpaul', 'anjali', 'losa', 'joyce'] } }),
    ],
  ),
  discussion(
    { key: 'kigali-travel', room: 'kigali-2027', type: 'question', title: 'Travel to Kigali: who can share rooms, and who needs an invitation letter?', tags: ['gathering', 'travel'] },
    [
      post('jeanpaul', ago(40, 5.5), `Practical page. Please say here: (a) do you need an invitation letter, (b) would you share a room, (c) what must we know, food, access, prayer, children. What is private, write to me directly. The guest house has 22 rooms, 6 on the ground floor with wide doors.`),
      post('tigist', ago(39, 17.6), `Letter yes. Sharing yes, gladly with @grace if she likes. Fasting food on the second day.`, { reactions: { thanks: ['jeanpaul'] } }),
      post('grace', ago(39, 7.7), `Gladly. I need a room where I can see the door, and a flashing alarm or a person who knocks on the floor. Tigist, you are the alarm.`, { reactions: { thanks: ['tigist', 'jeanpaul'] } }),
      post('ngozi', ago(38, 5.0), `Letter yes, single room, I snore in eleven languages.`, { reactions: { thanks: ['jeanpaul', 'leila', 'kwabena', 'joyce'] } }),
      post('celeste', ago(37, 4.6), `Letter yes. I come with my son, who will be ten months old. He eats everything, including reports.`, { reactions: { thanks: ['jeanpaul', 'joyce', 'anjali', 'grace'] } }),
      post('hanna', ago(36, 13.0), `No letter. The trust can carry travel for six people whose offices cannot; no application, tell Anjali in a line and nobody else needs to know.`, { reactions: { thanks: ['jeanpaul', 'anjali', 'celeste', 'losa', 'bikash'] } }),
      post('mereana', ago(14, 21.5), `Thirty-one hours each way for me, so may I ask whether the two days before could be a working meeting of those from far away? I would sleep and then be useful.`),
      post('jeanpaul', ago(0, 3.2), `Done, Mereana: two rooms from two nights earlier, and the hall if you want it. Letters for everyone who asked went out this morning; please tell me if the name is not exactly as in your passport.`, { reactions: { thanks: ['mereana', 'ngozi'] } }),
    ],
  ),
];
