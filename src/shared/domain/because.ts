/** The place in a piece of evidence a record rests on, and the words that stand there. */
export interface Because {
  /** As a person finds it: `row 17`, `page 3, line 9`, `header Received 2`, `/objects/3`. */
  place: string;
  page?: number | undefined;
  line?: number | undefined;
  /** At most `longestQuote` characters. */
  quote?: string | undefined;
}

export const longestQuote = 500;

/** The place in a text in words: `page 1, line 3`, of a chat `message 17`. */
export const placeInText = ({
  page,
  line,
  message,
}: {
  page: number;
  line: number;
  message?: number | undefined;
}): string => (message === undefined ? `page ${page}, line ${line}` : `message ${message}`);
