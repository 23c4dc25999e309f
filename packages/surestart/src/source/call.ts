/**
 * A call as the rows of known/ are compared with it: the same in every language. `A` is what the language's own reader makes
 * of an argument.
 */
export interface Call<A> {
  /**
   * The dotted word of what is called, its module first; `()` is what a call gives: "dotenv.load_dotenv",
   * "environs.Env().read_env", "@nestjs/config.ConfigModule.forRoot". null where no library or language has it.
   */
  origin: string | null;
  /** The name after the last dot, where it is a member of something that is called. */
  member: string | null;
  args: A[];
  /** By name: the keywords of Python; in JavaScript what the options hold, an object that is seen whole. */
  keywords: Map<string, A>;
  /** More may be given than is seen. */
  open: boolean;
}

/** The argument of a parameter: `"0 path"` is the first place, or the name `path`; `"3"` is a place alone. */
export function argumentOf<A>(
  { args, keywords }: Pick<Call<A>, "args" | "keywords">,
  parameter: string,
): A | undefined {
  const words = parameter.split(" ");
  for (const word of words) {
    const given = keywords.get(word);
    if (given !== undefined) return given;
  }
  const place = words.find((word) => /^\d+$/.test(word));
  return place === undefined ? undefined : args[Number(place)];
}
