import type { Kit } from './kit.ts';
import ground from './0001_ground.ts';
import search from './0002_search.ts';
import mailings from './0003_mailings.ts';
import ownLists from './0004_own_lists.ts';
import messagesByDiscussion from './0005_messages_by_discussion.ts';
import profiles from './0006_profiles.ts';
import expertise from './0008_expertise.ts';
import accounts from './0009_accounts.ts';
import moderation from './0010_moderation.ts';
import notifications from './0011_notifications.ts';
import bookmarks from './0012_bookmarks.ts';
import roles from './0013_roles.ts';
import joining from './0014_joining.ts';
import rooms from './0015_rooms.ts';
import mailIn from './0016_mail_in.ts';
import mailOut from './0017_mail_out.ts';
import newsletters from './0018_newsletters.ts';
import news from './0019_news.ts';
import sharing from './0020_sharing.ts';
import speed from './0021_speed.ts';
import mailInMore from './0022_mail_in_more.ts';
import mailOutMore from './0023_mail_out_more.ts';
import letters from './0024_letters.ts';
import peopleMore from './0025_people_more.ts';
import movingRooms from './0026_moving_rooms.ts';
import ledger from './0027_ledger.ts';
import contactFiles from './0028_contact_files.ts';

/** Every migration in the one order in which both engines run them. Append; never edit a released one. */
export const migrations: Record<string, (kit: Kit) => string[]> = {
  '0001_ground': ground,
  '0002_search': search,
  '0003_mailings': mailings,
  '0004_own_lists': ownLists,
  '0005_messages_by_discussion': messagesByDiscussion,
  '0006_profiles': profiles,
  '0008_expertise': expertise,
  '0009_accounts': accounts,
  '0010_moderation': moderation,
  '0011_notifications': notifications,
  '0012_bookmarks': bookmarks,
  '0013_roles': roles,
  '0014_joining': joining,
  '0015_rooms': rooms,
  '0016_mail_in': mailIn,
  '0017_mail_out': mailOut,
  '0018_newsletters': newsletters,
  '0019_news': news,
  '0020_sharing': sharing,
  '0021_speed': speed,
  '0022_mail_in_more': mailInMore,
  '0023_mail_out_more': mailOutMore,
  '0024_letters': letters,
  '0025_people_more': peopleMore,
  '0026_moving_rooms': movingRooms,
  '0027_ledger': ledger,
  '0028_contact_files': contactFiles,
};
