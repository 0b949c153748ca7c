#include "analyzer/report/environment_picture.h"

#include "analyzer/report/escape.h"

namespace bulkhead::report {
namespace {

constexpr int kWidth = 210, kHeight = 56;      // of a box
constexpr int kColumn = 400, kRow = 110;       // from one box to the next
constexpr int kMargin = 120;
constexpr std::size_t kMaxName = 24;           // letters that fit into a box
constexpr std::size_t kMaxLabels = 24;         // more arrows carry their text as tool tips only

struct Box {
  std::string name;
  Tier tier = Tier::unknown;
  std::size_t resources = 0;
  int x = 0, y = 0, column = 0;
  int slots[2] = {0, 0}, used[2] = {0, 0};     // ends of arrows at the left and the right side
};

struct Arrow {
  std::size_t from = 0, to = 0;
  std::map<std::string, std::size_t> kinds;
};

int column_of(Tier tier) {
  switch (tier) {
    case Tier::non_production: return 0;
    case Tier::shared: return 1;
    case Tier::production: return 2;
    case Tier::unknown: return 3;
  }
  return 3;
}

std::string number(int value) { return std::to_string(value); }

class Picture {
 public:
  explicit Picture(const Input& input) {
    for (const EnvironmentUse& use : input.analysis.environments) box_of(use.environment, use.resources);
    std::map<std::pair<std::size_t, std::size_t>, Arrow> arrows;
    for (const Link& link : input.analysis.links) {
      if (!link.from || link.from->environment.name == link.target.name) continue;
      std::pair key(box_of(link.from->environment, 0), box_of(link.target, 0));
      Arrow& arrow = arrows[key];
      arrow.from = key.first;
      arrow.to = key.second;
      ++arrow.kinds[std::string(to_string(link.from->kind))];
    }
    for (auto& [key, arrow] : arrows) arrows_.push_back(std::move(arrow));
    place();
  }

  std::string svg() {
    std::string lines, labels, boxes;
    for (const Arrow& arrow : arrows_) add_arrow(arrow, lines, labels);
    for (const Box& box : boxes_) add_box(box, boxes);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width_) + " " + number(height_) + "\" width=\"" + number(width_) + "\" height=\"" + number(height_) +
           "\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n<title>Environments and the links between them</title>\n"
           "<defs>" + marker("crossing", "#c4432b") + marker("plain", "#6e7781") + "</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + lines + boxes + labels +
           "</svg>\n";
  }

 private:
  std::size_t box_of(const Environment& environment, std::size_t resources) {
    auto [entry, fresh] = index_.try_emplace(environment.name, boxes_.size());
    if (fresh) {
      Box box;
      box.name = environment.name;
      box.tier = environment.tier;
      box.resources = resources;
      boxes_.push_back(box);
    }
    return entry->second;
  }

  /// Columns without a box take no room; boxes stand below one another in the order of the analysis.
  void place() {
    int columns[4] = {0, 0, 0, 0}, rows[4] = {0, 0, 0, 0}, next = 0;
    for (const Box& box : boxes_) columns[column_of(box.tier)] = 1;
    for (int& column : columns) column = column ? next++ : -1;
    for (Box& box : boxes_) {
      int kind = column_of(box.tier);
      box.column = columns[kind];
      box.x = kMargin + box.column * kColumn;
      box.y = 20 + rows[kind]++ * kRow;
      height_ = std::max(height_, box.y + kHeight + 20);
    }
    width_ = std::max(2 * kMargin + kWidth, 2 * kMargin + (next - 1) * kColumn + kWidth);
    for (const Arrow& arrow : arrows_) {
      ++boxes_[arrow.from].slots[side(arrow, true)];
      ++boxes_[arrow.to].slots[side(arrow, false)];
    }
  }

  /// 0: an arrow leaves or meets its box at the left, 1: at the right. Arrows within a column go round it: up at the left, down at the right.
  int side(const Arrow& arrow, bool from) const {
    const Box &a = boxes_[arrow.from], &b = boxes_[arrow.to];
    if (a.column == b.column) return a.y < b.y;
    return from == (a.column < b.column);
  }

  std::pair<int, int> end_point(std::size_t index, int side) {
    Box& box = boxes_[index];
    int slot = ++box.used[side];
    return {side == 1 ? box.x + kWidth : box.x, box.y + kHeight * slot / (box.slots[side] + 1)};
  }

  void add_arrow(const Arrow& arrow, std::string& lines, std::string& labels) {
    const Box &a = boxes_[arrow.from], &b = boxes_[arrow.to];
    int from_side = side(arrow, true), to_side = side(arrow, false);
    auto [x1, y1] = end_point(arrow.from, from_side);
    auto [x2, y2] = end_point(arrow.to, to_side);
    int reach = a.column == b.column ? 60 + std::abs(y2 - y1) / 8 : std::abs(x2 - x1) / 3;
    int c1 = x1 + (from_side == 1 ? reach : -reach), c2 = x2 + (to_side == 1 ? reach : -reach);
    std::string what;
    std::size_t total = 0;
    for (const auto& [kind, count] : arrow.kinds) {
      what += (what.empty() ? "" : ", ") + kind + " " + std::to_string(count);
      total += count;
    }
    bool crossing = (a.tier == Tier::production) != (b.tier == Tier::production);
    const char* style = crossing ? "crossing" : "plain";
    int stroke = total > 50 ? 4 : total > 10 ? 3 : total > 2 ? 2 : 1;
    lines += "<path d=\"M" + number(x1) + " " + number(y1) + " C" + number(c1) + " " + number(y1) + " " + number(c2) + " " + number(y2) + " " + number(x2) + " " + number(y2) +
             "\" fill=\"none\" stroke=\"" + (crossing ? "#c4432b" : "#6e7781") + "\" stroke-width=\"" + number(stroke) + "\" marker-end=\"url(#" + style + ")\"><title>" +
             xml(shown(a) + " \xE2\x86\x92 " + shown(b) + ": " + what) + "</title></path>\n";
    if (arrows_.size() > kMaxLabels) return;
    // The middle of the curve.
    int x = (x1 + 3 * c1 + 3 * c2 + x2) / 8, y = (y1 + y2) / 2 - 4;
    std::string at = "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" font-size=\"11\" text-anchor=\"middle\" ", text = xml(cut_to(what, 40)) + "</text>";
    // White behind the letters, so that they can be read across lines.
    labels += at + "fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"3\">" + text + at + "fill=\"#24292f\">" + text + "\n";
  }

  static std::string shown(const Box& box) { return box.name.empty() ? "(no environment)" : box.name; }

  static void add_box(const Box& box, std::string& out) {
    const char* fill = box.tier == Tier::production ? "#ffebe9" : box.tier == Tier::non_production ? "#ddf4ff" : box.tier == Tier::shared ? "#fff8c5" : "#f6f8fa";
    out += "<g><title>" + xml(shown(box)) + "</title><rect x=\"" + number(box.x) + "\" y=\"" + number(box.y) + "\" width=\"" + number(kWidth) + "\" height=\"" + number(kHeight) +
           "\" rx=\"6\" fill=\"" + fill + "\" stroke=\"#6e7781\"/>\n<text x=\"" + number(box.x + kWidth / 2) + "\" y=\"" + number(box.y + 24) +
           "\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"#24292f\">" + xml(cut_to(shown(box), kMaxName)) + "</text>\n<text x=\"" + number(box.x + kWidth / 2) + "\" y=\"" +
           number(box.y + 43) + "\" text-anchor=\"middle\" font-size=\"11\" fill=\"#57606a\">" + xml(to_string(box.tier)) + ", " + std::to_string(box.resources) +
           (box.resources == 1 ? " resource" : " resources") + "</text></g>\n";
  }

  static std::string marker(const std::string& id, const std::string& color) {
    return "<marker id=\"" + id + "\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"10\" markerHeight=\"10\" orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"" +
           color + "\"/></marker>";
  }

  std::vector<Box> boxes_;
  std::map<std::string, std::size_t> index_;
  std::vector<Arrow> arrows_;
  int width_ = 0, height_ = 20;
};

}  // namespace

std::string environments_svg(const Input& input) { return Picture(input).svg(); }

}  // namespace bulkhead::report
