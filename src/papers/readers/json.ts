import { recordFromJson } from './json-record.ts';
import { decodeText, LONGEST_LINE } from './lines.ts';
import { type PaperReader, type RawItem, skippedRecord } from './raw-record.ts';

/** Lists that belong to one paper; any other list of objects in an object is the list of papers. */
const LISTS_OF_A_PAPER = new Set(
  `authors authors_parsed versions references citations categories fieldsOfStudy s2FieldsOfStudy keywords tags topics affiliations
  publicationTypes tldr links externalIds`.split(/\s+/),
);

/**
 * JSON: an array of records, an object that holds one, or a single record; several such values may follow each other. The
 * text is scanned as it comes, so that a file of any size is read in bounded memory and a broken record names its line.
 */
export const readJson: PaperReader = async function* (file, chunks) {
  const scanner = new RecordScanner(file);
  for await (const text of decodeText(file, chunks)) yield* scanner.scan(text);
  yield* scanner.end();
};

class RecordScanner {
  readonly #file: string;
  #line = 1;
  /** Opening brackets that are not closed yet. */
  #open: string[] = [];
  #inString = false;
  #escaped = false;
  /** The last string on the level of the outermost object: the key of what comes next. */
  #key = '';
  /** A list was just opened that holds papers if an object comes next. */
  #listAhead = false;
  /** How deep the records lie in the list that is being read; 0 outside of one. */
  #recordDepth = 0;
  #recordsInValue = 0;
  /** The text of the value being read: a record, or a whole object until it turns out to hold a list. */
  #pieces: string[] = [];
  #length = 0;
  #startLine = 1;
  #taking = false;

  constructor(file: string) {
    this.#file = file;
  }

  *scan(text: string): Generator<RawItem, void, void> {
    let taken = 0;
    const take = (end: number): void => {
      if (this.#taking) {
        this.#length += end - taken;
        if (this.#length <= LONGEST_LINE) this.#pieces.push(text.slice(taken, end));
        else this.#pieces = [];
      }
      taken = end;
    };
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at] ?? '';
      if (character === '\n') this.#line += 1;
      if (this.#inString) {
        this.#stringCharacter(character);
        continue;
      }
      switch (character) {
        case '"':
          this.#inString = true;
          if (this.#open.length === 1) this.#key = '';
          if (!this.#taking) yield* this.#stray(character);
          this.#listAhead = false;
          break;
        case '{':
        case '[':
          if (this.#opens(character)) {
            take(at);
            this.#start();
          }
          break;
        case '}':
        case ']':
          if (this.#open.length === 0) {
            yield skippedRecord(
              this.#file,
              this.#line,
              `a "${character}" that nothing opened, where a JSON value was expected`,
            );
            break;
          }
          this.#open.pop();
          if (this.#closesValue()) {
            take(at + 1);
            yield* this.#finish();
          } else if (this.#open.length < this.#recordDepth) this.#recordDepth = 0;
          if (this.#open.length === 0) this.#recordsInValue = 0;
          break;
        case ' ':
        case '\n':
        case '\r':
        case '\t':
        case ',':
        case ':':
          break;
        default:
          this.#listAhead = false;
          if (!this.#taking) yield* this.#stray(character);
      }
    }
    take(text.length);
  }

  *end(): Generator<RawItem, void, void> {
    if (this.#open.length === 0 && !this.#inString) return;
    const where = this.#taking
      ? `the record that begins here is not closed`
      : 'the list of records is not closed';
    yield skippedRecord(
      this.#file,
      this.#taking ? this.#startLine : this.#line,
      `${where}: the file ends in the middle of it`,
    );
  }

  #stringCharacter(character: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (character === '\\') this.#escaped = true;
    else if (character === '"') {
      this.#inString = false;
      return;
    }
    if (this.#open.length === 1 && this.#key.length < 100) this.#key += character;
  }

  /** Takes an opening bracket in; whether a value that may be a record begins with it. */
  #opens(bracket: string): boolean {
    this.#open.push(bracket);
    const depth = this.#open.length;
    if (bracket === '{' && this.#listAhead) {
      // What was taken of the object around the list is no record.
      this.#listAhead = false;
      this.#recordDepth = depth;
      this.#taking = false;
      this.#pieces = [];
      return true;
    }
    this.#listAhead = bracket === '[' && this.#recordDepth === 0 && (depth === 1 || this.#holdsPapers(depth));
    return bracket === '{' && (this.#recordDepth === depth || depth === 1);
  }

  #holdsPapers(depth: number): boolean {
    return depth === 2 && this.#open[0] === '{' && !LISTS_OF_A_PAPER.has(this.#key);
  }

  #start(): void {
    this.#taking = true;
    this.#pieces = [];
    this.#length = 0;
    this.#startLine = this.#line;
  }

  #closesValue(): boolean {
    return this.#taking && this.#open.length === (this.#recordDepth === 0 ? 0 : this.#recordDepth - 1);
  }

  *#finish(): Generator<RawItem, void, void> {
    this.#taking = false;
    this.#recordsInValue += 1;
    if (this.#length > LONGEST_LINE) {
      const limit = LONGEST_LINE / 1024 / 1024;
      yield skippedRecord(
        this.#file,
        this.#startLine,
        `the record is longer than ${limit} MB; expected one paper`,
      );
    } else yield recordFromJson(this.#file, this.#startLine, this.#pieces.join(''));
    this.#pieces = [];
  }

  /** Something else than an object where a record was expected. */
  *#stray(character: string): Generator<RawItem, void, void> {
    const depth = this.#open.length;
    const inList = this.#open[depth - 1] === '[' && (depth === 1 || depth === this.#recordDepth - 1);
    if (depth !== 0 && !inList) return;
    const found = character === '"' ? 'a string' : `"${character}…"`;
    if (depth === 0 && character !== '"' && this.#recordsInValue > 0) return;
    yield skippedRecord(
      this.#file,
      this.#line,
      `${found} where an object with "title" and "abstract" was expected`,
    );
    this.#recordsInValue += 1;
  }
}
