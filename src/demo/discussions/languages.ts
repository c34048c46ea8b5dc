import type { DemoDiscussion } from '../types.ts';

const H = 60;
const D = 1440;

export const languages: DemoDiscussion[] = [
  {
    room: 'francophone',
    type: 'question',
    title: 'Capitaliser sans écrire un rapport de plus ?',
    language: 'fr',
    tags: ['capitalisation'],
    acceptedPost: 1,
    posts: [
      { author: 'amina', minutesAgo: 21 * D, body: 'Neuf partenaires, neuf rapports, personne ne lit. Comment garder ce que les équipes apprennent sans ajouter un dixième document ?' },
      { author: 'sophie', minutesAgo: 20 * D, body: 'Un comité de lecture de trois personnes, une heure par mois, une page : *ce qui nous a surpris, ce que nous changeons, qui doit le savoir*. La page est lue à voix haute au début de la réunion suivante. Au bout de six mois, les partenaires la demandent.', reactions: { thanks: ['amina', 'leila', 'nadia'], used: ['amina'] } },
      { author: 'amina', minutesAgo: 2 * D, body: 'Deuxième page aujourd’hui. La surprise : deux partenaires avaient abandonné le même questionnaire sans se le dire.' },
    ],
  },
  {
    room: 'stories',
    type: 'conversation',
    title: '¿Cómo elegir la historia “más significativa” sin apagar las demás?',
    language: 'es',
    tags: ['most significant change'],
    posts: [
      { author: 'ines', minutesAgo: 26 * D, body: 'Recogimos 64 historias en quechua y castellano. El comité elige una, y las otras 63 mujeres preguntan qué pasó con la suya.' },
      { author: 'miguel', minutesAgo: 25 * D, body: 'Nosotros devolvemos todas, impresas, y contamos por qué se eligió aquella. La elección se vuelve conversación.', reactions: { thanks: ['ines', 'carla'] } },
      { author: 'carla', minutesAgo: 25 * D - 3 * H, body: 'Y que el comité cambie cada vez. La historia más significativa para las parteras no fue la del alcalde.' },
    ],
  },
  {
    type: 'conversation',
    title: 'Formulários em papel: quando ainda valem a pena?',
    language: 'pt',
    tags: ['forms'],
    posts: [
      { author: 'joao', minutesAgo: 52 * D, body: 'Três dias sem rede, dois tablets molhados, e o caderno da Dona Rosa estava completo. Quando é que vocês ainda escolhem papel?' },
      { author: 'ana', minutesAgo: 51 * D, body: 'Quando a conversa é mais importante do que o campo obrigatório. Depois fotografamos as páginas.', reactions: { thanks: ['joao'] } },
    ],
  },
  {
    type: 'question',
    title: 'كيف نسأل عن الدخل دون إحراج الناس؟',
    language: 'ar',
    tags: ['instruments'],
    acceptedPost: 1,
    posts: [
      { author: 'nadia', minutesAgo: 37 * D, body: 'في كل استبيان نصل إلى سؤال الدخل فيصمت الناس. هل لديكم صياغة أفضل؟' },
      { author: 'tariq', minutesAgo: 36 * D, body: 'نبدأ بالمصروف: ماذا اشتريتم هذا الأسبوع، ومن أين جاء المال؟ ثم نعرض فئات مكتوبة على بطاقات، ويشير الشخص إلى البطاقة دون كلام.', reactions: { thanks: ['nadia', 'leila'], used: ['nadia'] } },
      { author: 'leila', minutesAgo: 35 * D, body: 'والبطاقات بالألوان أسهل من الأرقام، خاصة مع كبار السن.' },
    ],
  },
  {
    type: 'conversation',
    title: 'Показатели для ассоциаций водопользователей',
    language: 'ru',
    tags: ['indicators', 'water'],
    posts: [
      { author: 'pavel', minutesAgo: 63 * D, via: 'mail', body: 'Коллеги, мы оставили четыре показателя: собираемость платы, дни без воды в конце канала, число споров, решённых внутри ассоциации, и доля женщин на собрании. Что бы вы добавили?' },
      { author: 'saule', minutesAgo: 62 * D, body: 'Не только доля женщин на собрании, а сколько предложений внесли они. Это разные цифры.', reactions: { thanks: ['pavel', 'olga'] } },
      { author: 'olga', minutesAgo: 61 * D, body: 'И кто видел протокол. У нас его видел только председатель.' },
    ],
  },
  {
    type: 'conversation',
    title: 'Papan tulis di balai desa sebagai alat pemantauan',
    language: 'id',
    tags: ['feedback'],
    posts: [
      { author: 'budi', minutesAgo: 19 * D, body: 'Kami menulis lima angka setiap bulan di papan tulis balai desa. Warga mengoreksi dengan kapur. Data kami menjadi lebih baik tanpa aplikasi.' },
      { author: 'kiran', minutesAgo: 18 * D, body: 'Translated this for my team. We hang the lunch count on the school door now; the cook corrects it.', reactions: { thanks: ['budi'] } },
    ],
  },
  {
    room: 'kigali',
    type: 'conversation',
    title: 'Who brings which failure to Kigali?',
    language: 'en',
    tags: ['gathering'],
    posts: [
      { author: 'grace', minutesAgo: 6 * D, body: 'The failure fair on the second evening needs eight stalls. I bring the nineteen closed clinics.' },
      { author: 'samuel', minutesAgo: 5 * D, body: 'I bring the satisfaction survey in which everyone was satisfied.' },
      { author: 'leila', minutesAgo: 4 * D, body: 'A panel of one. It is a long story and fits on a poster.' },
    ],
  },
  {
    room: 'stories',
    type: 'conversation',
    title: 'Scorecards: what to do when both sides give themselves ten',
    language: 'en',
    tags: ['scorecards', 'facilitation'],
    posts: [
      { author: 'hawa', minutesAgo: 13 * D, body: 'Clinic: ten out of ten. Village: ten out of ten for the clinic, nobody wants to lose the nurse. Then we talked about the road for two hours.', reactions: { same: ['ana', 'fatou'] } },
      { author: 'ines', minutesAgo: 12 * D, body: 'Ask for a drawing of a bad day. Nobody gives a bad day a ten.' },
      { author: 'hawa', minutesAgo: 20, body: 'Did it this morning. We have eleven drawings, nine of them of the waiting bench. The nurse drew one too. Thank you, @ines.', reactions: { thanks: ['ines'] } },
    ],
  },
];
