/** A draft that only this device has so far. */
export interface Copy {
  fields: Record<string, unknown>;
  /** By this device's clock, in milliseconds since the epoch. */
  at: number;
}

// Storage may be full or forbidden; then the server alone keeps drafts.
export function remember(place: string, copy: Copy | null): void {
  try {
    if (copy) localStorage.setItem(place, JSON.stringify(copy));
    else localStorage.removeItem(place);
  } catch {
    return;
  }
}

export function recall(place: string): Copy | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Copy | null;
  } catch {
    return null;
  }
}
