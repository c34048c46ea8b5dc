import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOf, placeOf } from '../frame.ts';

const DAY = 86_400_000;

/** The days of an event, for the calendars of those who come (RFC 5545). */
export function eventCalendar(app: FastifyInstance): void {
  app.get('/c/:community/r/:room/event.ics', async (request: FastifyRequest, reply: FastifyReply) => {
    const { community, room } = await placeOf(request);
    if (!room || room.type !== 'event' || room.starts_on === null) throw notFound();
    const base = baseUrl(request.ctx.services.config);
    const url = base + hrefOf(community, room);
    const after = Date.parse(`${room.ends_on ?? room.starts_on}T00:00:00Z`) + DAY;
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Copse//Rooms//EN',
      'BEGIN:VEVENT',
      `UID:room-${room.id}@${new URL(base).hostname}`,
      `DTSTAMP:${new Date(request.ctx.now).toISOString().replace(/[-:]|\.\d+/g, '')}`,
      `DTSTART;VALUE=DATE:${room.starts_on.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${new Date(after).toISOString().slice(0, 10).replaceAll('-', '')}`,
      `SUMMARY:${escaped(room.name)}`,
      ...(room.venue ? [`LOCATION:${escaped(room.venue)}`] : []),
      ...(room.purpose ? [`DESCRIPTION:${escaped(room.purpose)}`] : []),
      `URL:${url}`,
      'END:VEVENT',
      'END:VCALENDAR',
    ];
    reply.header('content-disposition', `attachment; filename="${room.slug}.ics"`).header('cache-control', 'private, no-cache');
    return reply.type('text/calendar; charset=utf-8').send(`${lines.flatMap(folded).join('\r\n')}\r\n`);
  });
}

const escaped = (text: string) => text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\r?\n/g, '\\n');

/** Lines of at most 75 bytes, the next parts behind a space (RFC 5545 §3.1). */
function folded(line: string): string[] {
  const parts = [''];
  let size = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (size + bytes > 74) {
      parts.push(' ');
      size = 1;
    }
    parts[parts.length - 1] += character;
    size += bytes;
  }
  return parts;
}
