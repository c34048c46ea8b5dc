/** A reply that was written without a line. */
export interface Unsent {
  /** Its once key: sent twice, it is one reply. */
  once: string;
  /** Whoever wrote it; nobody else sends or sees it. */
  owner: string;
  url: string;
  /** The page it was written on. */
  back: string;
  fields: [string, FormDataEntryValue][];
  text: string;
  at: number;
  /** The status that the server refused it with. */
  refused: number | null;
}

const STORE = 'outbox';

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('copse', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'once' });
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode);
    const result = await settled(work(transaction.objectStore(STORE)));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error!);
      transaction.commit?.();
    });
    return result;
  } finally {
    database.close();
  }
}

export const all = (): Promise<Unsent[]> => within('readonly', (store) => store.getAll() as IDBRequest<Unsent[]>);
export const put = async (unsent: Unsent): Promise<void> => void (await within('readwrite', (store) => store.put(unsent)));
export const remove = async (once: string): Promise<void> => void (await within('readwrite', (store) => store.delete(once)));
