/** A change that is not made, and why. Nothing was written when it is thrown. */
export class FixRefused extends Error {
  override readonly name = "FixRefused";
  /** The file that it is about, relative to the project. */
  readonly file: string | null;

  constructor(message: string, file: string | null = null) {
    super(message);
    this.file = file;
  }
}
