/** After a refused form, the list of what went wrong takes the focus (GOV.UK's error summary). */
export function firstFocus(page: Document): void {
  page.querySelector<HTMLElement>('[data-focus]')?.focus();
}
