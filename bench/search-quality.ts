import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase } from '#platform/db/index.ts';
import { indexDocuments, search } from '#platform/search/index.ts';
import { WEIGHTS, type Weights } from '../src/platform/search/rank.ts';

/** Measures ranking on public test collections: `node bench/search-quality.ts [k1=1.2 bBody=0.7 …]`. */
interface Collection {
  documents: { _id: string; title?: string; text: string }[];
  queries: { _id: string; text: string }[];
  relevant: Map<string, Map<string, number>>;
}

const folder = join(process.env.COPSE_CORPORA ?? '../shared/data', 'search');

function lines(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

function read(name: string): Collection {
  const at = (file: string) => join(folder, name, file);
  const relevant = new Map<string, Map<string, number>>();
  for (const line of lines(at('qrels.tsv'))) {
    const [query, document, grade] = line.split('\t');
    if (!(Number(grade) > 0)) continue;
    if (!relevant.has(query!)) relevant.set(query!, new Map());
    relevant.get(query!)!.set(document!, Number(grade));
  }
  const parse = <T>(file: string) => lines(at(file)).map((line) => JSON.parse(line) as T);
  return { documents: parse('corpus.jsonl'), queries: parse('queries.jsonl'), relevant };
}

/** Normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen 2002), mean average precision, recall of the first hundred. */
function measures(ranked: string[], grades: Map<string, number>): [number, number, number] {
  const gain = (grade: number, place: number) => (2 ** grade - 1) / Math.log2(place + 2);
  const dcg = ranked.slice(0, 10).reduce((sum, id, place) => sum + gain(grades.get(id) ?? 0, place), 0);
  const ideal = [...grades.values()].sort((a, b) => b - a).slice(0, 10).reduce((sum, grade, place) => sum + gain(grade, place), 0);
  let found = 0;
  let precision = 0;
  ranked.forEach((id, place) => {
    if (!grades.has(id)) return;
    found += 1;
    precision += found / (place + 1);
  });
  const early = ranked.slice(0, 100).filter((id) => grades.has(id)).length;
  return [ideal ? dcg / ideal : 0, precision / grades.size, early / grades.size];
}

async function evaluate(name: string, variants: Partial<Weights>[]): Promise<void> {
  const { documents, queries, relevant } = read(name);
  const temporary = mkdtempSync(join(tmpdir(), 'copse-search-'));
  const database = openDatabase({ file: join(temporary, 'search.sqlite') });
  await migrate(database);
  const began = performance.now();
  await indexDocuments(
    database.db,
    1,
    documents.map(({ title = '', text }, id) => ({ kind: 1, id, spaceId: 1, authorId: null, createdAt: 0, title, body: text, language: 'en', labels: [] })),
    [],
  );
  const indexing = documents.length / ((performance.now() - began) / 1000);
  for (const variant of variants) {
    const sums = [0, 0, 0];
    const judged = queries.filter((query) => relevant.has(query._id));
    const start = performance.now();
    for (const query of judged) {
      const request = { communityId: 1, query: query.text, spaceIds: [1], limit: 1000, offset: 0, now: 0, weights: { ...WEIGHTS, ...variant } };
      const { hits } = await search(database.db, request);
      measures(hits.map((hit) => documents[hit.id]!._id), relevant.get(query._id)!).forEach((m, i) => (sums[i]! += m / judged.length));
    }
    const each = (performance.now() - start) / judged.length;
    console.log(`${name.padEnd(10)} nDCG@10 ${sums[0]!.toFixed(4)}  MAP ${sums[1]!.toFixed(4)}  R@100 ${sums[2]!.toFixed(4)}  ${each.toFixed(1)} ms  ${indexing.toFixed(0)} docs/s  ${JSON.stringify(variant)}`);
  }
  await database.close();
  rmSync(temporary, { recursive: true, force: true });
}

const sweep = process.argv.slice(2).map((argument) => Object.fromEntries(argument.split(',').map((pair) => [pair.split('=')[0]!, Number(pair.split('=')[1])])));
const variants = [{}, ...sweep] as Partial<Weights>[];
if (!existsSync(folder)) console.log(`no collections in ${folder}: set COPSE_CORPORA`);
else for (const name of readdirSync(folder)) await evaluate(name, variants);
