import type { DemoDiscussion } from '../types.ts';
import { ago, discussion, post } from '../write.ts';

/** Post in the language that you think in: Spanish, Portuguese, Arabic, Russian, Indonesian. */
export const languages: DemoDiscussion[] = [
  discussion(
    { key: 'es-sistematizacion', language: 'es', type: 'question', title: '¿Cómo sistematizar una experiencia sin que la escriba siempre la misma persona?', tags: ['sistematización', 'aprendizaje', 'escritura'], acceptedPost: 2 },
    [
      post('mariaelena', ago(113, 6.2), `
        En la red somos siete organizaciones y cada año sistematizamos una experiencia. La escribo yo. Salen textos correctos y todos suenan a mí, no a quienes abrieron el canal.

        ¿Cómo reparten ustedes la escritura cuando muchos prefieren hablar, y algunos no escriben en castellano?
      `, { reactions: { same: ['carlos', 'yolanda'] } }),
      post('yolanda', ago(113, 2.8), `Hacemos una jornada de *relato oral*: tres preguntas, un círculo, una grabadora. Después no se transcribe todo; cada quien escucha su propia parte y elige los dos minutos que deben quedar. Esos dos minutos sí se transcriben, tal cual.`, { reactions: { thanks: ['mariaelena', 'carlos'] } }),
      post('carlos', ago(112, 14.9), `
        Nosotros trabajamos en parejas: quien vivió la experiencia y una joven que sabe escribir. Reglas:

        1. La pareja camina por el lugar. Sentados se cuenta otra historia.
        2. Quien vivió la experiencia tiene la última palabra sobre cada frase. La joven lee en voz alta.
        3. El texto queda en la lengua en que se contó; la traducción va al lado y no al revés.
        4. Al final se lee en la asamblea, y las correcciones se anotan **con el nombre** de quien corrige.

        Salen textos de cuatro páginas, más ásperos y mucho mejores que los míos.
      `, { reactions: { thanks: ['mariaelena', 'yolanda', 'joao', 'anjali', 'joyce'], used: ['mariaelena'] } }),
      post('joao', ago(111, 13.8), `Me gusta el punto 1. En Pernambuco caminamos con un mapa en blanco y cada parada recibe un nombre; después los nombres son los títulos del texto.`, { reactions: { thanks: ['mariaelena', 'carlos'] } }),
      post('mariaelena', ago(41, 15.1), `Lo hicimos con seis parejas, caminando de la bocatoma a la última chacra. El texto está en quechua y en castellano. En la asamblea hubo 23 correcciones con nombre; la más bonita: «ahí no había acuerdo, había cansancio». Este año no lo escribí yo, y se nota. Gracias, Carlos.`, { reactions: { thanks: ['carlos', 'yolanda', 'joao', 'joyce', 'bikash'] } }),
    ],
  ),
  discussion(
    { key: 'pt-paineis', language: 'pt', type: 'conversation', title: 'Dados de rotina na saúde: quem usa o que registamos?', tags: ['dados de rotina', 'saúde', 'uso de dados'] },
    [
      post('celeste', ago(206, 5.9), `
        Numa unidade sanitária contei onze livros de registo. A enfermeira gasta 9 horas por semana a preencher e, no fim do mês, mais um dia a somar. Perguntei-lhe qual deles a ajuda a decidir alguma coisa. Pensou muito e mostrou um caderno escolar, o décimo segundo, onde aponta as mães que não voltaram.

        Como fazem para que o dado sirva primeiro a quem o escreve?
      `, { reactions: { thanks: ['joao', 'mariaelena', 'anjali'] } }),
      post('joao', ago(205, 14.4), `Esse caderno é o sistema de informação; os outros onze são relatórios. No sertão fizemos o exercício: cada campo do formulário precisava de um dono e de uma decisão. De 143 campos sobraram 38. A secretaria não sentiu falta de nenhum dos outros, e levou oito meses para admitir.`, { reactions: { thanks: ['celeste'] } }),
      post('celeste', ago(204, 5.1), `Oito meses! E quem teve coragem de apagar os 105?`),
      post('joao', ago(204, 0.9), `Ninguém apagou. Deixámos de os imprimir. Quem quisesse um campo de volta tinha de o pedir por escrito, com a decisão a que servia. Chegaram quatro pedidos.`, { reactions: { thanks: ['celeste', 'thandi', 'luc'] } }),
      post('mariaelena', ago(202, 15.7), `Perdón por contestar en español: en nuestras juntas pasó lo mismo con el cuaderno de turnos. El papel que la gente lleva en el bolsillo es el bueno. Yo empezaría por ahí y no por el formulario.`, { reactions: { thanks: ['celeste', 'joao', 'bikash'] } }),
      post('celeste', ago(82, 5.6), `Começámos pelo caderno dela. Agora há uma página por semana: mães que não voltaram, o que se soube, quem vai visitar. Em três unidades, de 46 mães “perdidas”, 31 voltaram no primeiro trimestre; antes nem sabíamos o número. Dos onze livros, a direcção aceitou suspender dois. Não é uma vitória, é uma porta.`, { reactions: { thanks: ['joao', 'mariaelena', 'anjali', 'tigist', 'hanna'] } }),
    ],
  ),
  discussion(
    { key: 'ar-shakawa', language: 'ar', type: 'question', title: 'كيف نجعل آلية الشكاوى تُغيّر القرار ولا تبقى صندوقًا على الجدار؟', tags: ['الشكاوى', 'المساءلة'], acceptedPost: 1 },
    [
      post('nour', ago(84, 6.0), `
        في ثلاث محافظات لدينا صناديق شكاوى وخط ساخن. وصلتنا في ستة أشهر 418 شكوى، وأُغلق منها 391 في النظام. ثم سألنا أصحاب الشكاوى هاتفيًا: 57 فقط من 180 قالوا إن أحدًا ردّ عليهم.

        أي إن كلمة «أُغلقت» تعني عندنا شيئًا وعند الناس شيئًا آخر. كيف تتعاملون مع هذا؟
      `, { reactions: { same: ['leila'] } }),
      post('khaled', ago(83, 20.4), `
        مررنا بهذا تمامًا. ثلاثة تغييرات أفادتنا:

        1. **لا تُغلق الشكوى إلا بمكالمة**، وصاحبها هو من يقول إنها انتهت. هبطت نسبة الإغلاق من 94٪ إلى 61٪، وهذا أول رقم صدّقناه.
        2. **شكوى واحدة كل شهر** تُروى كاملة أمام الفريق كله، من بدايتها إلى نهايتها، حتى لو كانت النهاية «لا».
        3. لكل نوع من الشكاوى **شخص له صلاحية القرار**، لا موظف استقبال فقط.

        والصندوق أزلناه: لم يكن أحد يعرف أين المفتاح.
      `, { reactions: { thanks: ['nour', 'leila', 'joyce'], used: ['nour'] } }),
      post('leila', ago(83, 12.2), `أتفق مع @khaled. وأضيف أمرًا في القياس: اسألوا أيضًا من لم يشتكِ. في دراسة لنا كان نصف من لديهم مشكلة لا يعرفون بالخط الساخن، والربع يخافون أن تُحذف أسماؤهم من القائمة.`, { reactions: { thanks: ['nour', 'khaled'] } }),
      post('nour', ago(26, 5.3), `عدنا بعد شهرين. صار الإغلاق بمكالمة: 64٪. وكما قالت @leila، سألنا 120 شخصًا لم يشتكوا، فوجدنا 38 لديهم مشكلة فعلية، أكثرهم كبيرات في السن. أضفنا زيارة أسبوعية مع الباحثات. شكرًا لكم، هذه أول مرة أجد فيها جوابًا عمليًا بالعربية.`, { reactions: { thanks: ['khaled', 'leila', 'anjali'] } }),
    ],
  ),
  discussion(
    { key: 'ru-intervju', language: 'ru', type: 'question', title: 'Как задавать вопросы чиновникам, чтобы они отвечали не только по отчёту?', tags: ['интервью', 'качественные методы'], acceptedPost: 1 },
    [
      post('pavel', ago(158, 6.3), `Беру интервью в районных администрациях. Первый ответ всегда один: «по плану, 98 процентов», и папка на стол. Вежливо, подробно и бесполезно. Какие вопросы у вас открывали разговор?`, { via: 'mail', reactions: { same: ['bayarmaa'] } }),
      post('rukhshona', ago(157, 19.1), `
        Папку я принимаю с благодарностью и откладываю: она им нужна, чтобы успокоиться. Потом три вопроса, почти всегда работают:

        - «Если завтра на ваше место придёт новый человек, о чём вы его предупредите?»
        - «Какое решение за этот год далось труднее всего?» Не *ошибка*, а *решение*.
        - «Кого из района мне ещё стоит послушать, кто с вами не согласен?»

        И диктофон убираю до чая. Самое важное говорят на лестнице, поэтому записываю сразу в машине, а утром звоню и спрашиваю, можно ли это использовать без имени.
      `, { reactions: { thanks: ['pavel', 'oksana', 'bayarmaa'], used: ['pavel', 'oksana'] } }),
      post('oksana', ago(156, 14.2), `Из аудиторского прошлого: прошу показать один документ от начала до конца, с подписями. «Вот эта заявка на трубы, как она шла?» Когда человек ведёт пальцем по датам, он сам рассказывает, где она лежала четыре месяца.`, { reactions: { thanks: ['pavel', 'rukhshona', 'kwabena'] } }),
      post('bayarmaa', ago(155, 20.0), `У нас помогает спросить про снег. Все помнят тяжёлую зиму, и от неё легко перейти к тому, кто тогда что решал.`, { reactions: { thanks: ['pavel'] } }),
      post('pavel', ago(122, 6.8), `Попробовал в семи районах. Вопрос о новом человеке открыл разговор в пяти. Один начальник думал минуту и сказал: «Предупрежу, чтобы не верил моим 98 процентам». Заявка на трубы с датами — лучшая страница в отчёте. Спасибо всем.`, { via: 'mail', reactions: { thanks: ['rukhshona', 'oksana', 'bayarmaa', 'anjali'] } }),
    ],
  ),
  discussion(
    { key: 'id-evaluasi-kecil', language: 'id', type: 'question', title: 'Evaluasi sekecil apa yang masih layak disebut evaluasi?', tags: ['evaluasi', 'desa', 'anggaran'], acceptedPost: 1 },
    [
      post('agus', ago(34, 20.6), `Kami dua orang untuk 93 desa. Tahun ini ada uang untuk perjalanan delapan hari saja. Pertanyaan kepala dinas: apakah jalan usaha tani yang dibangun tahun lalu benar-benar dipakai? Survei tidak mungkin. Apa yang bisa dilakukan dalam delapan hari dan tetap jujur?`, { reactions: { same: ['losa'] } }),
      post('siti', ago(34, 18.2), `
        Delapan hari cukup kalau pertanyaannya satu. Usul saya:

        1. Undi **8 desa** dari semua desa yang mendapat jalan, lalu tulis cara mengundinya. Jangan pilih yang mudah dijangkau.
        2. Di setiap desa duduk dua jam di tepi jalan, pagi dan sore, dan **hitung** siapa yang lewat dan membawa apa.
        3. Tanya enam orang: dua yang sawahnya di dekat jalan, dua yang jauh, dua yang tidak punya sawah.
        4. Malamnya tulis satu halaman: apa yang dilihat, apa yang dikatakan, **apa yang tidak kami ketahui**.

        Menurut saya itu sudah evaluasi: ada pertanyaan, ada bukti yang bisa dibantah, dan ada orang yang menunggu jawabannya.
      `, { reactions: { thanks: ['agus', 'anjali'], used: ['agus'] } }),
      post('agus', ago(33, 19.9), `Terima kasih Mbak @siti. Kalau dua dari delapan desa ternyata tidak bisa dicapai karena hujan, apakah boleh diganti?`),
      post('siti', ago(33, 18.8), `Boleh, asal cadangannya diundi dari awal dan alasannya ditulis. Desa yang sulit dicapai saat hujan justru jawaban atas pertanyaan kepala dinas, kan?`, { reactions: { thanks: ['agus'] } }),
      post('agus', ago(6, 20.3), `Sudah selesai. Delapan desa, satu diganti. Di lima desa jalannya ramai (rata-rata 41 orang pada pagi hari), di dua desa sepi karena jembatannya belum ada, di satu desa dipakai menjemur padi. Kepala dinas membaca kedelapan halaman itu dan bertanya: “Berapa harga dua jembatan?” Itu pertanyaan yang kami tunggu.`, { reactions: { thanks: ['siti', 'losa', 'anjali', 'bikash'] } }),
    ],
  ),
];
