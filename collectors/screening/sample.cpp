#include "collectors/screening/sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "collectors/screening/draw.h"
#include "data/statement.h"

namespace faultline::collectors {

namespace {

/// Issues that a step of the screening kept, of the study's converters.
std::vector<Candidate> kept_issues(data::Database& database, const data::StudyFile& study,
                                   const char* step) {
  data::Statement query(database, R"sql(
    select issue.id, issue.number
    from screening
    join issue on issue.id = screening.issue_id
    where screening.step = ? and screening.kept
      and issue.repository_id = (select id from repository where name = ?)
    order by issue.number
  )sql");
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < study.converters.size(); ++i) {
    query.bind(step, study.converters[i].repository);
    while (query.step()) {
      candidates.push_back({query.integer(0), study.converters[i].repository, query.integer(1), i});
    }
  }
  return candidates;
}

void check_screened(data::Database& database) {
  data::Statement query(database, "select exists (select 1 from screening)");
  query.step();
  if (query.integer(0) != 0) return;
  throw Error("no issue is screened yet")
      .help("run `faultline collect` and `faultline screen` first");
}

std::unordered_set<std::int64_t> issues_of(data::Database& database, const data::Sample& sample) {
  std::unordered_set<std::int64_t> ids;
  for (const data::SampledIssue& issue : data::sampled_issues(database, sample.id)) {
    ids.insert(issue.issue_id);
  }
  return ids;
}

/// The place of an issue's converter in the study file; none for those of earlier protocols.
std::optional<std::size_t> stratum_of(const data::StudyFile& study, const std::string& repository) {
  for (std::size_t i = 0; i < study.converters.size(); ++i) {
    if (to_lower(study.converters[i].repository) == to_lower(repository)) return i;
  }
  return std::nullopt;
}

std::vector<DrawnStratum> count_strata(const data::StudyFile& study,
                                       std::span<const Candidate> candidates) {
  std::vector<DrawnStratum> strata;
  for (const data::ConverterProtocol& converter : study.converters) {
    strata.push_back({.converter = converter.name});
  }
  for (const Candidate& candidate : candidates) ++strata[candidate.stratum].candidates;
  return strata;
}

/// Adds drawn issues to a sample and counts them.
void append(data::Database& database, Drawing& drawing, std::span<const Candidate> drawn) {
  std::vector<std::int64_t> ids;
  ids.reserve(drawn.size());
  for (const Candidate& candidate : drawn) {
    ids.push_back(candidate.issue_id);
    ++drawing.strata[candidate.stratum].added;
  }
  data::append_to_sample(database, drawing.sample.id, ids);
  drawing.sample.issues += static_cast<std::int64_t>(ids.size());
}

/// Fills a sample up to a number of issues of each converter. Each stratum's lots are gone through
/// in their order, past those that the sample holds.
Drawing fill_up(data::Database& database, const data::StudyFile& study, const data::Sample& sample,
                std::vector<Candidate> candidates, std::int64_t per_converter) {
  Drawing drawing{sample, count_strata(study, candidates)};
  const std::unordered_set<std::int64_t> held = issues_of(database, sample);
  for (const data::SampledIssue& issue : data::sampled_issues(database, sample.id)) {
    const auto stratum = stratum_of(study, issue.repository);
    if (stratum) ++drawing.strata[*stratum].before;
  }
  std::erase_if(candidates,
                [&](const Candidate& candidate) { return held.contains(candidate.issue_id); });
  std::vector<std::int64_t> missing;
  for (const DrawnStratum& stratum : drawing.strata) {
    missing.push_back(std::max<std::int64_t>(per_converter - stratum.before, 0));
  }
  std::vector<Candidate> drawn = draw_per_stratum(candidates, sample.seed, sample.name,
                                                  static_cast<std::size_t>(per_converter));
  std::erase_if(drawn,
                [&](const Candidate& candidate) { return missing[candidate.stratum]-- <= 0; });
  append(database, drawing, drawn);
  return drawing;
}

/// The stored row of a sample that was drawn just now.
data::Sample add_sample(data::Database& database, const std::string& name, data::SampleKind kind,
                        std::uint64_t seed, Moment now) {
  const std::int64_t id = data::add_sample(database, name, kind, seed, now);
  return {id, name, kind, seed, to_iso8601(now), 0};
}

data::Sample main_sample(data::Database& database) {
  std::optional<data::Sample> sample = data::find_sample(database, data::kMainSample);
  if (sample) return std::move(*sample);
  throw Error("the study has no sample yet").help("`faultline sample` draws it");
}

std::string free_name(data::Database& database, const TrancheRequest& request) {
  if (request.name) {
    if (trim(*request.name).empty()) throw Error("a tranche needs a name that is not empty");
    if (!data::find_sample(database, *request.name)) return *request.name;
    throw Error(
        fmt::format("the study has a sample '{}' already; nothing was drawn", *request.name))
        .help(fmt::format("`faultline sample show {}` lists it", shell_word(*request.name)));
  }
  const std::string kind(data::id_of(request.kind));
  std::string name = kind;
  for (int number = 2; data::find_sample(database, name); ++number) {
    name = fmt::format("{}-{}", kind, number);
  }
  return name;
}

/// The main sample's issues that are in no tranche yet.
std::vector<Candidate> free_issues(data::Database& database, const data::StudyFile& study,
                                   const data::Sample& sample) {
  std::unordered_set<std::int64_t> taken;
  for (const data::Sample& other : data::samples(database)) {
    if (other.kind != data::SampleKind::kOverlap && other.kind != data::SampleKind::kDrift)
      continue;
    taken.merge(issues_of(database, other));
  }
  std::vector<Candidate> candidates;
  for (const data::SampledIssue& issue : data::sampled_issues(database, sample.id)) {
    const auto stratum = stratum_of(study, issue.repository);
    if (!stratum || taken.contains(issue.issue_id)) continue;
    candidates.push_back({issue.issue_id, issue.repository, issue.number, *stratum});
  }
  return candidates;
}

}  // namespace

Drawing draw_sample(data::Database& database, const data::StudyFile& study, Moment now) {
  Drawing drawing;
  database.transaction([&] {
    if (data::find_sample(database, data::kMainSample)) {
      throw Error("the study has a sample already; nothing was drawn")
          .help("`faultline sample extend` adds to it");
    }
    check_screened(database);
    const std::vector<Candidate> candidates = kept_issues(database, study, "evidence");
    if (candidates.empty()) {
      throw Error("no issue is left to draw from")
          .because("the screening kept none")
          .help("`faultline screen` shows where they are lost");
    }
    const data::Sample sample = add_sample(database, std::string(data::kMainSample),
                                           data::SampleKind::kMain, study.sample_seed, now);
    drawing = fill_up(database, study, sample, candidates, study.sample_per_converter);
  });
  return drawing;
}

Drawing extend_sample(data::Database& database, const data::StudyFile& study,
                      std::int64_t per_converter) {
  Drawing drawing;
  database.transaction([&] {
    drawing = fill_up(database, study, main_sample(database),
                      kept_issues(database, study, "evidence"), per_converter);
  });
  return drawing;
}

Drawing draw_pilot(data::Database& database, const data::StudyFile& study,
                   std::int64_t per_converter, Moment now) {
  Drawing drawing;
  database.transaction([&] {
    check_screened(database);
    std::optional<data::Sample> pilot = data::find_sample(database, data::kPilotSample);
    if (!pilot) {
      pilot = add_sample(database, std::string(data::kPilotSample), data::SampleKind::kPilot,
                         study.sample_seed, now);
    }
    drawing =
        fill_up(database, study, *pilot, kept_issues(database, study, "relevant"), per_converter);
  });
  return drawing;
}

Drawing draw_tranche(data::Database& database, const data::StudyFile& study,
                     const TrancheRequest& request, Moment now) {
  Drawing drawing;
  database.transaction([&] {
    const data::Sample whole = main_sample(database);
    const std::string name = free_name(database, request);
    const std::vector<Candidate> candidates = free_issues(database, study, whole);
    if (std::cmp_less(candidates.size(), request.size)) {
      throw Error(
          fmt::format("only {} issues of the sample are in no tranche yet; nothing was drawn",
                      candidates.size()))
          .help("ask for fewer, or `faultline sample extend` the sample first");
    }
    drawing.sample = add_sample(database, name, request.kind, whole.seed, now);
    drawing.strata = count_strata(study, candidates);
    append(
        database, drawing,
        draw_proportionally(candidates, whole.seed, name, static_cast<std::size_t>(request.size)));
  });
  return drawing;
}

}  // namespace faultline::collectors
