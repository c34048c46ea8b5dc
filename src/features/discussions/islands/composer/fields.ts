/** What a draft keeps of a form. */
export function fieldsOf(form: HTMLFormElement): Record<string, unknown> {
  const data = new FormData(form);
  const fields: Record<string, unknown> = { attachments: data.getAll('attachments').map(Number) };
  for (const name of ['body', 'title', 'tags', 'type', 'reply_to']) {
    const value = data.get(name);
    if (typeof value === 'string' && (value || name === 'body')) fields[name] = value;
  }
  return fields;
}

export function isEmpty(fields: Record<string, unknown>): boolean {
  return !['body', 'title', 'tags'].some((name) => String(fields[name] ?? '').trim()) && (fields.attachments as number[]).length === 0;
}

export function fill(form: HTMLFormElement, fields: Record<string, unknown>): void {
  for (const name of ['body', 'title', 'tags']) {
    const field = form.elements.namedItem(name);
    if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && name in fields) field.value = String(fields[name]);
  }
}
