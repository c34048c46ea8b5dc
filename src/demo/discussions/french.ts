import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

export const french: DemoDiscussion[] = [
  discussion(
    { key: 'fr-vocabulaire', room: 'francophone', language: 'fr', type: 'conversation', title: '« Redevabilité », « outcome », « baseline » : quels mots employez-vous sur le terrain ?', tags: ['vocabulaire', 'traduction'] },
    [
      post('aminata', ago(329, 6.1), `
        Premier sujet de la salle, et il me tient à cœur. Nos formulaires parlent de *redevabilité*, d’*extrants* et de *situation de référence*. Mes collègues disent « rendre compte », « ce qu’on a fait » et « comment c’était avant ». Devinez lesquels sont compris au village.

        Quels mots avez-vous gardés, lesquels avez-vous jetés ?
      `, { reactions: { thanks: ['leila', 'fatou', 'luc', 'wilnise'] } }),
      post('fatou', ago(328, 15.2), `Dans l’administration, nous avons gardé *effet* et jeté *extrant*, que personne n’arrive à prononcer sans sourire. Pour *outcome*, je dis : « ce que les gens font autrement ».`, { reactions: { thanks: ['aminata', 'luc'] } }),
      post('leila', ago(328, 11.8), `En Tunisie, *baseline* est devenu un mot français comme un autre, hélas. Je dis « la première mesure », parce qu’il y en aura une deuxième. Cela engage.`, { reactions: { thanks: ['aminata'] } }),
      post('luc', ago(252, 13.9), `Au Québec, nous avons voulu tout traduire, avec des résultats parfois comiques. Ma règle : si le mot demande une note de bas de page, c’est que l’idée n’est pas claire non plus.`, { reactions: { thanks: ['aminata', 'fatou', 'leila'] } }),
      post('jeanpaul', ago(212, 15.5), `En kinyarwanda nous avons un mot pour l’engagement que l’on prend devant tous. « Redevabilité » n’arrive pas à sa cheville. Alors nous gardons le nôtre, même dans les rapports en français.`, { reactions: { thanks: ['aminata', 'luc', 'fatou'] } }),
      post('wilnise', ago(93, 14.7), `En créole : *rann kont*. Deux syllabes, tout le monde sait qui doit rendre quoi à qui. J’ai supprimé « redevabilité » de nos affiches la semaine dernière et personne ne l’a réclamé.`, { reactions: { thanks: ['aminata', 'jeanpaul', 'leila'] } }),
      post('aminata', ago(92, 18.0), `J’ai réuni vos mots dans un petit lexique de deux pages, avec le mot du bailleur à gauche et le mot du terrain à droite. Il manque le pulaar et le wolof, @fatou ?`, { reactions: { thanks: ['fatou', 'luc', 'wilnise', 'leila', 'anjali'], used: ['fatou', 'wilnise'] } }),
    ],
  ),
  discussion(
    { key: 'fr-revue', room: 'francophone', language: 'fr', type: 'question', title: 'Revue annuelle conjointe : comment éviter deux jours de présentations ?', tags: ['revues', 'facilitation', 'administration'], acceptedPost: 2 },
    [
      post('fatou', ago(67, 6.6), `Notre revue agricole régionale : 120 personnes, deux jours, 23 présentations de vingt minutes. Les décisions sont prises le second soir, par six personnes, dans le couloir. Comment faire entrer le couloir dans la salle ?`, { reactions: { same: ['aminata', 'jeanpaul'] } }),
      post('wilnise', ago(67, 2.9), `Chez nous, les présentations sont envoyées dix jours avant, en messages vocaux de quatre minutes. Ceux qui ne les ont pas écoutés se taisent le premier matin. La honte est un bon animateur.`, { reactions: { thanks: ['fatou', 'luc'] } }),
      post('luc', ago(66, 13.7), `
        J’ai animé une revue de ce genre l’an dernier. Ce qui a fonctionné :

        1. **Aucune présentation.** Les 23 rapports sont affichés, une page chacun, et l’on circule pendant une heure et demie avec trois gommettes : *je comprends*, *je doute*, *je veux en parler*.
        2. Les six pages qui ont le plus de doutes font l’objet d’une table d’une heure. Les autres sont réputées lues.
        3. Les six personnes du couloir sont invitées **à la table, le matin du second jour**, avec une seule question : « qu’est-ce que vous allez décider ce soir ? »
        4. Chaque décision est écrite devant tous, avec un nom et un mois.

        Le point 3 demande du courage à celle qui invite. Il faut leur parler avant.
      `, { reactions: { thanks: ['fatou', 'aminata', 'jeanpaul', 'leila', 'wilnise'], used: ['fatou', 'aminata'] } }),
      post('jeanpaul', ago(65, 15.1), `Pour le courage du point 3 : chez nous, c’est le doyen qui a posé la question, pas la planificatrice. On ne refuse pas au doyen.`, { reactions: { thanks: ['fatou', 'luc'] } }),
      post('fatou', ago(9, 5.4), `C’est fait, la semaine dernière. 23 affiches, 311 gommettes, six tables. Le directeur a répondu à la question du doyen (merci @jeanpaul) par une longue phrase, puis par une courte : « les semences, avant mai ». C’est écrit, avec son nom. En deux jours, pas une seule diapositive. Le projectionniste s’ennuyait, il a fini par coller des gommettes.`, { reactions: { thanks: ['luc', 'jeanpaul', 'aminata', 'wilnise', 'leila', 'anjali', 'thandi'] } }),
    ],
  ),
  discussion(
    { key: 'fr-motards', room: 'francophone', language: 'fr', type: 'question', title: 'Suivi par messages vocaux : comment les dépouiller sans y passer ses nuits ?', tags: ['suivi à distance', 'messages vocaux', 'analyse'] },
    [
      post('wilnise', ago(5, 4.2), `
        Nos 26 motards envoient chaque semaine un message vocal d’une à trois minutes : l’état de la route, les prix, ce qu’ils ont entendu. C’est une mine. Mais cela fait une cinquantaine de minutes à écouter, en créole, et j’écoute deux fois.

        Comment dépouillez-vous la parole, à deux personnes, sans perdre ce qui n’était pas prévu ?
      `, { reactions: { same: ['aminata', 'celeste'] } }),
      post('aminata', ago(4, 19.5), `Nous écoutons à deux, une seule fois, avec une feuille : cinq cases prévues et une grande case vide. On arrête quand on a rempli la grande case. Le reste du message est effacé au bout d’un mois, c’était la condition des éleveurs.`, { reactions: { thanks: ['wilnise', 'luc'] } }),
      post('leila', ago(4, 12.6), `Tirage au sort : la moitié des messages chaque semaine, et tous ceux qui dépassent deux minutes. Quelqu’un qui parle longtemps a quelque chose à dire. Tu perdras peu, et tu pourras le mesurer le premier mois en écoutant tout.`, { reactions: { thanks: ['wilnise', 'aminata'] } }),
      post('wilnise', ago(3, 14.8), `« Tous ceux qui dépassent deux minutes », j’essaie dès lundi. Je reviendrai dire ce que j’ai manqué.`),
    ],
  ),
];
