// Writes random labels of a rater on standard output: write_labels ROWS SEED RATER.

#include <iostream>
#include <string>

#include "random_labels.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: write_labels ROWS SEED RATER\n";
    return 2;
  }
  std::cout << faultline::bench::random_labels(std::stoul(argv[1]), std::stoull(argv[2]), argv[3])
            << std::flush;
  return std::cout.good() ? 0 : 1;
}
