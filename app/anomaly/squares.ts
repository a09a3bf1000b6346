/** Cost of a segment around its mean, constant time for each segment. */
export interface Squares {
  /** Sum of squared distances of the rows `start … end - 1` from their mean. */
  readonly cost: (start: number, end: number) => number;
  readonly mean: (start: number, end: number) => number;
}

/** Sums of squares over any rows of a series, from prefix sums around the mean of all, which keeps them exact enough. */
export function squaresOf(values: ArrayLike<number>): Squares {
  const { length } = values;
  let center = 0;
  for (let index = 0; index < length; index += 1) center += (values[index] as number) / length;
  const sums = new Float64Array(length + 1);
  const squares = new Float64Array(length + 1);
  for (let index = 0; index < length; index += 1) {
    const value = (values[index] as number) - center;
    sums[index + 1] = (sums[index] as number) + value;
    squares[index + 1] = (squares[index] as number) + value * value;
  }
  return {
    cost: (start, end) => {
      const sum = (sums[end] as number) - (sums[start] as number);
      const rest = (squares[end] as number) - (squares[start] as number) - (sum * sum) / (end - start);
      return Math.max(rest, 0);
    },
    mean: (start, end) => center + ((sums[end] as number) - (sums[start] as number)) / (end - start),
  };
}
