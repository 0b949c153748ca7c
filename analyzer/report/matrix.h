// The requirement matrix: an honest answer for every leaf of the standard.
#pragma once
#include <string>
#include <vector>

#include "analyzer/config/config.h"
#include "analyzer/report/leaves.h"
#include "analyzer/report/report.h"

namespace bulkhead::report {

enum class Answer : unsigned char { violated, holds, attested, unknown, not_applicable };
std::string_view to_string(Answer answer);

struct MatrixRow {
  const Leaf* leaf = nullptr;
  Answer answer = Answer::unknown;
  std::size_t findings = 0;
  std::size_t rules = 0;                 // rules at hand that look at it
  std::string reason;                    // one sentence
};

/// One row per leaf. `holds` needs every rule of the catalogue for the leaf, something that each of them looked at, and no open question.
std::vector<MatrixRow> requirement_matrix(const Input& input, const Config& config, std::string_view today);

std::string matrix_text(const std::vector<MatrixRow>& rows, bool color);
std::string matrix_json(const std::vector<MatrixRow>& rows);

}  // namespace bulkhead::report
