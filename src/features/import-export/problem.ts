/** Something about an import that whoever runs it can put right; its message is for them. */
export class ImportProblem extends Error {}
