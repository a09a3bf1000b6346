/** Room for the numbers of one median, so that many medians make no garbage. */
const room = new Float64Array(512);

/** The median of the first `count` numbers, mean of the two middle ones; NaN of none. Moves nothing. */
export function medianOf(numbers: ArrayLike<number>, count = numbers.length): number {
  if (count === 0) return Number.NaN;
  const sorted = count <= room.length ? room.subarray(0, count) : new Float64Array(count);
  for (let index = 0; index < count; index += 1) sorted[index] = numbers[index] as number;
  if (count <= 64) insertionSort(sorted, count);
  else sorted.sort();
  const middle = count >> 1;
  return count % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Faster than the sort of the language for few numbers. */
function insertionSort(numbers: Float64Array, count: number): void {
  for (let index = 1; index < count; index += 1) {
    const value = numbers[index] as number;
    let place = index - 1;
    for (; place >= 0 && (numbers[place] as number) > value; place -= 1) numbers[place + 1] = numbers[place] as number;
    numbers[place + 1] = value;
  }
}
