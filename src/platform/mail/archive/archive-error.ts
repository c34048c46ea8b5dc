/** Why an archive as a whole cannot be read. Each code has one sentence that is safe to show. */
export const ARCHIVE_FAULTS = {
  not_found: 'There is no file or folder of that name.',
  empty: 'The file is empty.',
  not_mail: 'This is neither an mbox file, nor a mail message, nor a folder of them.',
  bzip2: 'bzip2 archives are not read directly. Unpack it first: bunzip2 FILE.',
  xz: 'xz archives are not read directly. Unpack it first: unxz FILE.',
  zip: 'zip archives are not read directly. Unpack it first: unzip FILE.',
  zstd: 'zstd archives are not read directly. Unpack it first: unzstd FILE.',
  damaged: 'The compressed file is damaged or cut short; what came before the damage was read.',
} as const;

export type ArchiveFault = keyof typeof ARCHIVE_FAULTS;

/** A whole archive refused, or broken off part of the way. `file` names the one at fault. */
export class ArchiveError extends Error {
  readonly fault: ArchiveFault;
  readonly file: string;

  constructor(fault: ArchiveFault, file: string, cause?: unknown) {
    super(`${file}: ${ARCHIVE_FAULTS[fault]}`, { cause });
    this.name = 'ArchiveError';
    this.fault = fault;
    this.file = file;
  }
}
