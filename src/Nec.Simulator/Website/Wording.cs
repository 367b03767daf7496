namespace Nec.Simulator;

/// <summary>The invented texts that the editors choose from; {0} town, {1} square, {2} car park, {3} hall, {4} a small number.</summary>
internal static class Wording
{
    public static readonly IReadOnlyList<(string Title, string Aim, string Action)> Priorities =
    [
        ("Speeding on the approach roads", "People who live on the main roads into {0} tell us that drivers do not slow down early enough, above all before school and after dark.", "Officers and volunteers ran {4} roadside checks. Drivers were stopped and advised, and the worst were reported for summons."),
        ("Rowdy evenings around {1}", "Traders and residents near {1} have asked for help with shouting, litter and damage late on Friday and Saturday evenings.", "We moved our late patrols to {1}, spoke with {4} families and agreed closing arrangements with the licensees."),
        ("Thefts from sheds and outbuildings", "Tools, bicycles and garden machines have been taken from sheds on the edge of {0}; most were not locked or marked.", "We marked property for {4} households at {3} and handed out alarms to those who had been stolen from before."),
        ("Doorstep traders and telephone fraud", "Older residents of {0} have been called on or telephoned by people who claim to be builders, banks or the police.", "We visited {4} sheltered homes, set up a no-cold-calling street and trained bank staff to ring us at once."),
        ("Inconsiderate parking outside schools", "Parents and drivers stop on the zigzags and across drives, so that children must step out between cars.", "We stood with the school crossing patrol on {4} mornings, and pupils wrote their own tickets for thoughtless parking."),
        ("Drug dealing in {2}", "Callers have described short meetings between cars in {2} and young people being drawn into carrying packets.", "After {4} patrols in plain clothes we searched two vehicles, made arrests and referred three young people for support."),
        ("Theft of farm machinery and livestock", "Farms between {0} and the county boundary have lost quad bikes, diesel and sheep in night-time visits.", "The rural team visited {4} farms, fitted trackers and took part in a border operation with the neighbouring force."),
        ("Damage in parks and playgrounds", "Benches, swings and young trees have been broken in the parks of {0}, mostly in the school holidays.", "We held {4} sessions with the youth club, and the people responsible have helped to repair what they broke."),
        ("Shoplifting in the town centre", "Small shops report the same few people returning, sometimes with threats when they are asked to leave.", "The shop radio scheme has been restarted with {4} members, and two persistent offenders are now banned by court order."),
        ("Nuisance motorcycles on bridleways", "Walkers and riders meet motorcycles on paths around {0} where they are neither allowed nor safe.", "We seized motorcycles after warnings, and wardens now share photographs with us; {4} gates were repaired."),
    ];

    public static readonly IReadOnlyList<(string Said, string Did)> YouSaid =
    [
        ("that you did not know when you could meet us.", "We now stand at {1} on the first Saturday of the month and put every date on this page; {4} people came to the last one."),
        ("that calls about noise at {2} were never answered.", "One named officer now rings back within two days. {4} callers have been told what was done."),
        ("that street lights near {3} had failed and the path felt unsafe.", "We walked the path with the council at night; {4} lamps have been mended and the hedge was cut."),
        ("that you wanted to see more of us on foot.", "Each shift in {0} now begins with an hour on foot, and {4} shopkeepers keep a card with our number."),
        ("that young people had nothing to do in the evening.", "With the town council we opened {3} on Wednesdays; {4} young people come, and calls to {1} have gone down."),
        ("that lorries used the lane beside the school.", "We counted them for a week, wrote to {4} haulage firms and the county is consulting on a weight limit."),
        ("that you never heard the result after making a report.", "Every report about {0} now ends with a message or a letter; we checked {4} of them and mended the gaps."),
        ("that scams were spreading faster than our warnings.", "We send the warning the same day to {4} street contacts, who pass it on by hand where there is no email."),
        ("that boats and outboard engines were not safe.", "We marked {4} engines in a weekend and the harbour staff now note the numbers of trailers at night."),
        ("that the contact desk in {0} was shut when you could come.", "A late opening on Thursdays is on trial, and {4} people have used it."),
    ];
}
