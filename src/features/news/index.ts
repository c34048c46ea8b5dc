import { retireJobs } from '#platform/jobs/index.ts';
import { addReadingPage, addSection } from '#ui/sections.ts';
import type { Feature } from '../../feature.ts';
import { addCapability, addCommunityRows, addHomePart, addSwitch } from '../communities/index.ts';
import { POST } from './access.ts';
import { newsApi } from './api.ts';
import { endNewsByMail } from './choices/by-mail.ts';
import { choicePages } from './choices/pages.ts';
import { feedPages } from './feeds.ts';
import { duePart, latestPart } from './home-part.ts';
import { setUpMail } from './mail/notify.ts';
import { setUpModeration } from './moderation.ts';
import { setUpNewsletters } from './newsletter.ts';
import { setUpOwnData } from './own-data.ts';
import { readingPages } from './reading/pages.ts';
import { setUpSearch } from './search.ts';
import './tables.ts';
import texts from './texts.ts';
import { setUpDue } from './writing/due.ts';
import { writingPages } from './writing/pages.ts';

export { editableNews, POST, readableNews, type ReadableNews } from './access.ts';
export { linksOf } from './links.ts';
export { keepPicture } from './picture.ts';
export { latestNews, newsByIds, type ListedNews, type NewsRow } from './queries.ts';
export { newsInput } from './schema.ts';
export { draft, pin, publish } from './writing/actions.ts';

export const feature: Feature = {
  name: 'news',
  texts,
  setUp() {
    addCommunityRows({
      news: { item: 'item_id' },
      news_months: { room: true },
      news_choices: { stays: 'how somebody wishes the news of the community' },
    });
    addCapability({ name: POST, label: 'permissions.news.post', least: 'facilitator', editable: true, contributes: true, order: 25 });
    addSwitch({ feature: 'news', label: 'news.title', about: 'news.switch', goals: ['relationships', 'knowledge'], order: 20 });
    addHomePart({ where: 'main', order: 30, feature: 'news', load: latestPart });
    addHomePart({ where: 'rail', order: 10, feature: 'news', load: duePart });
    setUpSearch();
    setUpModeration();
    setUpDue();
    setUpMail();
    retireJobs('news.mail');
    endNewsByMail();
    setUpNewsletters();
    setUpOwnData();
  },
  routes(app) {
    addReadingPage({ label: 'news.archive', path: '/news/archive', feature: 'news' });
    addSection({ door: 'talk', label: 'news.title', path: '/news', order: 20, feature: 'news' });
    readingPages(app);
    writingPages(app);
    choicePages(app);
    feedPages(app);
    newsApi(app);
  },
};
